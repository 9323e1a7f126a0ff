package odbtest

import (
	"bytes"
	"compress/zlib"
	"crypto/sha1"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Entry is a pack entry as a test wants it, sensible or not.
type Entry struct {
	ID    [20]byte // zero: a number in the order of the entries
	Type  byte     // as in the header: 1 to 4 whole, 6 delta by offset, 7 delta by id
	Size  uint64   // that the header claims; 0: the size of Data
	Back  uint64   // type 6: the distance to the base
	Base  [20]byte // type 7: the base
	Data  []byte   // before compression
	Raw   []byte   // instead of compressed data
	start int
}

// Blob gives an entry that is stored whole, under its right id.
func Blob(data string) Entry {
	return Entry{ID: BlobID(data), Type: 3, Data: []byte(data)}
}

// BlobID gives the id of a blob.
func BlobID(data string) [20]byte {
	return sha1.Sum([]byte("blob " + itoa(len(data)) + "\x00" + data))
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// Delta makes a delta that claims the given sizes.
func Delta(base, target int, ops ...[]byte) []byte {
	d := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(base)), uint64(target))
	return append(d, bytes.Join(ops, nil)...)
}

// Copy is the instruction that copies from the base.
func Copy(offset, n uint32) []byte {
	op := []byte{0x80 | 0x0f | 0x70}
	op = binary.LittleEndian.AppendUint32(op, offset)
	return append(op, byte(n), byte(n>>8), byte(n>>16))
}

// Insert is the instruction that inserts text, of 1 to 127 bytes.
func Insert(text string) []byte { return append([]byte{byte(len(text))}, text...) }

// WritePack writes a pack of the entries, and its index, into a repository; it gives the path of
// the pack.
func (r *Repo) WritePack(entries ...Entry) string {
	r.t.Helper()
	pack, index := Pack(r.t, entries)
	dir := filepath.Join(r.Dir, ".git/objects/pack")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		r.t.Fatal(err)
	}
	path := filepath.Join(dir, "pack-0000000000000000000000000000000000000001.pack")
	for name, data := range map[string][]byte{path: pack, path[:len(path)-4] + "idx": index} {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
	return path
}

// Pack makes a pack and its index.
func Pack(t testing.TB, entries []Entry) (pack, index []byte) {
	t.Helper()
	pack = append(pack, "PACK\x00\x00\x00\x02"...)
	pack = binary.BigEndian.AppendUint32(pack, uint32(len(entries)))
	for i := range entries {
		e := &entries[i]
		e.start = len(pack)
		if e.ID == [20]byte{} {
			binary.BigEndian.PutUint64(e.ID[:], uint64(i+1))
		}
		pack = append(pack, e.encode(t)...)
	}
	sum := sha1.Sum(pack)
	pack = append(pack, sum[:]...)
	return pack, packIndex(entries, pack, sum)
}

func (e *Entry) encode(t testing.TB) []byte {
	t.Helper()
	size := e.Size
	if size == 0 {
		size = uint64(len(e.Data))
	}
	c := e.Type<<4 | byte(size&15)
	var out []byte
	for size >>= 4; size > 0; size >>= 7 {
		out = append(out, c|0x80)
		c = byte(size & 0x7f)
	}
	out = append(out, c)
	switch e.Type {
	case 6:
		out = append(out, encodeBack(e.Back)...)
	case 7:
		out = append(out, e.Base[:]...)
	}
	if e.Raw != nil {
		return append(out, e.Raw...)
	}
	return append(out, Deflate(t, e.Data)...)
}

// encodeBack writes a distance as parseBack reads it.
func encodeBack(n uint64) []byte {
	out := []byte{byte(n & 0x7f)}
	for n >>= 7; n > 0; n >>= 7 {
		n--
		out = append(out, byte(n&0x7f)|0x80)
	}
	slices.Reverse(out)
	return out
}

// Deflate compresses as git does.
func Deflate(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// packIndex makes the index, version 2.
func packIndex(entries []Entry, pack []byte, sum [20]byte) []byte {
	sorted := slices.SortedFunc(slices.Values(entries), func(a, b Entry) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	var fanout [256]uint32
	for _, e := range sorted {
		for i := int(e.ID[0]); i < 256; i++ {
			fanout[i]++
		}
	}
	out := []byte("\xfftOc\x00\x00\x00\x02")
	for _, n := range fanout {
		out = binary.BigEndian.AppendUint32(out, n)
	}
	for _, e := range sorted {
		out = append(out, e.ID[:]...)
	}
	for _, e := range sorted {
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(pack[e.start:]))
	}
	for _, e := range sorted {
		out = binary.BigEndian.AppendUint32(out, uint32(e.start))
	}
	out = append(out, sum[:]...)
	own := sha1.Sum(out)
	return append(out, own[:]...)
}
