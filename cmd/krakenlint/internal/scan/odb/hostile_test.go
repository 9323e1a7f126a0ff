package odb

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb/odbtest"
)

var (
	one, two = [20]byte{1}, [20]byte{2}
	base     = strings.Repeat("a line of the base\n", 20)
)

// bomb makes a zlib stream that inflates to n zero bytes out of hardly any.
func bomb(t testing.TB, n int) []byte {
	t.Helper()
	return odbtest.Deflate(t, make([]byte, n))
}

// hostilePacks are packs that lie. Good is how many blobs can still be read.
var hostilePacks = []struct {
	name    string
	entries func(t *testing.T) []odbtest.Entry
	good    int
	reason  string
}{
	{"delta on itself by id", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {ID: one, Type: 7, Base: one, Data: odbtest.Delta(1, 1, odbtest.Insert("x"))}}
	}, 1, "based on itself"},
	{"two deltas on each other", func(t *testing.T) []odbtest.Entry {
		d := odbtest.Delta(1, 1, odbtest.Insert("x"))
		return []odbtest.Entry{odbtest.Blob(base), {ID: one, Type: 7, Base: two, Data: d}, {ID: two, Type: 7, Base: one, Data: d}}
	}, 1, "based on itself"},
	{"delta on nothing", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 7, Base: two, Data: odbtest.Delta(1, 1, odbtest.Insert("x"))}}
	}, 1, "base is not in the pack"},
	{"delta on a place between entries", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 6, Back: 3, Data: odbtest.Delta(1, 1, odbtest.Insert("x"))}}
	}, 1, "base is not in the pack"},
	{"delta before the start", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 6, Back: 1 << 40, Data: odbtest.Delta(1, 1, odbtest.Insert("x"))}}
	}, 1, "base is not in the pack"},
	{"copy beyond the base", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 100, odbtest.Copy(uint32(len(base)-10), 100)))
	}, 1, "delta is damaged"},
	{"copy from far beyond", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 100, odbtest.Copy(0xffffffff, 100)))
	}, 1, "delta is damaged"},
	{"insertion that is cut off", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 100, []byte{100, 'x'}))
	}, 1, "delta is damaged"},
	{"reserved instruction", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 1, []byte{0}))
	}, 1, "delta is damaged"},
	{"copy without operands", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 100, []byte{0xff}))
	}, 1, "delta is damaged"},
	{"target larger than said", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 5, odbtest.Copy(0, 10)))
	}, 1, "delta is damaged"},
	{"target smaller than said", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 50, odbtest.Copy(0, 10)))
	}, 1, "delta is damaged"},
	{"target of exabytes", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base), 1<<62, odbtest.Copy(0, 10)))
	}, 1, "too large"},
	{"sizes that do not end", func(t *testing.T) []odbtest.Entry {
		return deltaOn(bytes.Repeat([]byte{0xff}, 30))
	}, 1, "delta is damaged"},
	{"base of another size", func(t *testing.T) []odbtest.Entry {
		return deltaOn(odbtest.Delta(len(base)+1, 10, odbtest.Copy(0, 10)))
	}, 1, "base of another size"},
	{"blob larger than said", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 3, Size: 5, Data: []byte("more than five")}}
	}, 1, "not of the size"},
	{"blob smaller than said", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 3, Size: 50, Data: []byte("less than fifty")}}
	}, 1, "not of the size"},
	{"blob of exabytes", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 3, Size: 1 << 55, Data: []byte("hardly")}}
	}, 1, "not of the size"},
	{"size that does not end", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 3, Size: 1<<64 - 1, Data: []byte("x")}}
	}, 1, "header is damaged"},
	{"bomb that says it is small", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 3, Size: 10, Raw: bomb(t, 50<<20)}}
	}, 1, "not of the size"},
	{"type that does not exist", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 5, Data: []byte("x")}, {Type: 0, Data: []byte("x")}}
	}, 1, "header is damaged"},
	{"no zlib", func(t *testing.T) []odbtest.Entry {
		return []odbtest.Entry{odbtest.Blob(base), {Type: 3, Size: 7, Raw: []byte("garbage")}}
	}, 1, "zlib stream"},
	{"descendants of what cannot be read", func(t *testing.T) []odbtest.Entry {
		d := odbtest.Delta(5, 1, odbtest.Insert("x"))
		return []odbtest.Entry{odbtest.Blob(base), {ID: one, Type: 3, Size: 5, Raw: []byte("garbage")},
			{ID: two, Type: 7, Base: one, Data: d}, {Type: 7, Base: two, Data: d}, {Type: 7, Base: two, Data: d}}
	}, 1, "base cannot be read"},
}

// deltaOn gives a blob and a delta against it.
func deltaOn(delta []byte) []odbtest.Entry {
	return []odbtest.Entry{odbtest.Blob(base), {Type: 7, Base: odbtest.BlobID(base), Data: delta}}
}

// TestHostilePacks: what is good is read, the rest is said, and memory stays where it was.
func TestHostilePacks(t *testing.T) {
	for _, tt := range hostilePacks {
		t.Run(tt.name, func(t *testing.T) {
			r := odbtest.Init(t)
			r.WritePack(tt.entries(t)...)
			before := allocated()
			got, incomplete, err := walkAll(t, r.Dir, Options{})
			if grown := allocated() - before; grown > 20<<20 {
				t.Errorf("%d bytes allocated", grown)
			}
			if err != nil || len(got) != tt.good || len(incomplete) == 0 || !mentions(incomplete, tt.reason) {
				t.Errorf("%d objects, %v, %v", len(got), incomplete, err)
			}
		})
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestLongChain walks a chain of twenty thousand deltas, which nothing may recurse on.
func TestLongChain(t *testing.T) {
	const n = 20_000
	entries := []odbtest.Entry{{ID: number(0), Type: 3, Data: []byte(base)}}
	delta := odbtest.Delta(len(base), len(base), odbtest.Copy(0, uint32(len(base))))
	raw := odbtest.Deflate(t, delta)
	for i := range n {
		entries = append(entries, odbtest.Entry{ID: number(i + 1), Type: 7, Base: number(i), Size: uint64(len(delta)), Raw: raw})
	}
	r := odbtest.Init(t)
	r.WritePack(entries...)
	s, err := Open(r.Dir, Options{})
	must(t, err)
	defer s.Close()
	incomplete, stats, err := s.Blobs(t.Context(), nil, func(Object) error { return nil })
	if err != nil || len(incomplete) > 0 || stats.Objects != n+1 {
		t.Error(stats, incomplete, err)
	}
}

// TestLongCircle: a circle of as many deltas is found in one go round it.
func TestLongCircle(t *testing.T) {
	const n = 20_000
	raw := odbtest.Deflate(t, odbtest.Delta(1, 1, odbtest.Insert("x")))
	var entries []odbtest.Entry
	for i := range n {
		entries = append(entries, odbtest.Entry{ID: number(i), Type: 7, Base: number((i + 1) % n), Size: 4, Raw: raw})
	}
	r := odbtest.Init(t)
	r.WritePack(entries...)
	if got, incomplete, err := walkAll(t, r.Dir, Options{}); err != nil || len(got) > 0 || !mentions(incomplete, "20000 objects") {
		t.Error(len(got), incomplete, err)
	}
}

func number(i int) (id [20]byte) {
	binary.BigEndian.PutUint32(id[:], uint32(i))
	id[19] = 1
	return id
}

// TestUnpacksTooFar: a small pack whose blobs are huge is not read to the end.
func TestUnpacksTooFar(t *testing.T) {
	const size = 1 << 20
	entries := []odbtest.Entry{{ID: number(0), Type: 3, Raw: bomb(t, size), Size: size}}
	delta := odbtest.Delta(size, size, odbtest.Copy(0, size))
	for i := range 200 {
		entries = append(entries, odbtest.Entry{ID: number(i + 1), Type: 7, Base: number(0), Data: delta})
	}
	r := odbtest.Init(t)
	r.WritePack(entries...)
	s, err := Open(r.Dir, Options{})
	must(t, err)
	defer s.Close()
	s.most = 20 * size
	incomplete, stats, err := s.Blobs(t.Context(), nil, func(Object) error { return nil })
	if err != nil || !mentions(incomplete, "far more than its size") || stats.Objects > 30 {
		t.Error(stats, incomplete, err)
	}
}

// TestDamage flips every byte of a small pack, of its index and of a loose object, and cuts them
// off at every length. Nothing may be lost in silence.
func TestDamage(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds")
	}
	third := strings.Replace(base, "line", "other line", 1)
	delta := odbtest.Delta(len(base), len(third), odbtest.Copy(0, 2), odbtest.Insert("other "), odbtest.Copy(2, uint32(len(base)-2)))
	r := odbtest.Init(t)
	path := r.WritePack(odbtest.Blob(base), odbtest.Entry{ID: odbtest.BlobID(third), Type: 7, Base: odbtest.BlobID(base), Data: delta})
	r.GitIn([]byte(looseText), "hash-object", "-w", "--stdin")
	loose := r.Glob(".git/objects/[0-9a-f][0-9a-f]/*")
	must(t, os.Chmod(loose, 0o644))
	for _, file := range []string{path, indexOf(path), loose} {
		whole, err := os.ReadFile(file)
		must(t, err)
		for at := range whole {
			must(t, os.WriteFile(file, whole[:at], 0o644))
			damaged(t, r.Dir, file, "cut off at", at)
			flipped := bytes.Clone(whole)
			flipped[at] ^= 1 << (at % 8)
			must(t, os.WriteFile(file, flipped, 0o644))
			// The first bit that is flipped in an entry makes a tree of a blob; git takes it for one too.
			if file == indexOf(path) && uncheckedIndexByte(at, len(whole)) || file == path && at == packHeader {
				continue
			}
			damaged(t, r.Dir, file, "flipped at", at)
		}
		must(t, os.WriteFile(file, whole, 0o644))
	}
}

const looseText = "a loose object"

// uncheckedIndexByte tells whether a byte of an index of two objects says nothing about where
// they are: the ids themselves, the CRCs, and the index's own checksum. A wrong id is found when
// the visitor looks, not here.
func uncheckedIndexByte(at, size int) bool {
	return at >= indexHeader && at < indexHeader+2*(idLen+4) || at >= size-idLen
}

// damaged reads a repository with one damaged file: either all three blobs come, or something is
// said. One by one, they come as they were or not at all.
func damaged(t *testing.T, dir, file, how string, at int) {
	t.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		return
	}
	defer s.Close()
	n := 0
	incomplete, _, err := s.Blobs(t.Context(), nil, func(Object) error { n++; return nil })
	if (n != 3) && len(incomplete) == 0 && err == nil {
		t.Errorf("%s %s %d: %d objects and not a word", filepath.Base(file), how, at, n)
	}
	for _, text := range []string{base, strings.Replace(base, "line", "other line", 1), looseText} {
		if o, err := s.Get(odbtest.BlobID(text)); err == nil && string(o.Data) != text {
			t.Errorf("%s %s %d: got %q for %q", filepath.Base(file), how, at, o.Data, text)
		}
	}
}

// TestHostileFiles: what is no regular file is not read, which could take for ever.
func TestHostileFiles(t *testing.T) {
	r := odbtest.Init(t)
	r.WritePack(odbtest.Blob(base))
	dir := filepath.Join(r.Dir, ".git/objects/pack")
	must(t, os.Symlink("/dev/zero", filepath.Join(dir, "pack-zero.pack")))
	must(t, os.Symlink("/dev/zero", filepath.Join(dir, "pack-zero.idx")))
	must(t, os.WriteFile(filepath.Join(dir, "pack-lone.idx"), nil, 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "pack-bare.pack"), nil, 0o644))
	must(t, os.MkdirAll(filepath.Join(r.Dir, ".git/objects/info"), 0o755))
	must(t, os.WriteFile(filepath.Join(r.Dir, ".git/objects/info/alternates"), []byte("/nowhere\n"), 0o644))
	got, incomplete, err := walkAll(t, r.Dir, Options{})
	if err != nil || len(got) != 1 {
		t.Error(got, err)
	}
	for _, reason := range []string{"not a regular file", "index without a pack", "pack without an index", "alternate object directory"} {
		if !mentions(incomplete, reason) {
			t.Errorf("no word of: %s: %v", reason, incomplete)
		}
	}
}

// FuzzPack reads anything as a pack whose index points at the given places.
func FuzzPack(f *testing.F) {
	for _, tt := range []struct{ a, b odbtest.Entry }{
		{odbtest.Blob(base), odbtest.Entry{Type: 6, Back: 20, Data: odbtest.Delta(len(base), 10, odbtest.Copy(0, 10))}},
		{odbtest.Blob("x"), odbtest.Entry{Type: 7, Base: one, Data: odbtest.Delta(1, 1, odbtest.Insert("y"))}},
	} {
		pack, index := odbtest.Pack(f, []odbtest.Entry{tt.a, tt.b})
		f.Add(pack, index)
	}
	f.Fuzz(func(t *testing.T, packed, indexed []byte) {
		x, err := readIndex(bytes.NewReader(indexed), int64(len(indexed)))
		if err != nil {
			return
		}
		path := filepath.Join(t.TempDir(), "p.pack")
		must(t, os.WriteFile(path, packed, 0o644))
		p, _, err := openPack(path, x)
		if err != nil {
			return
		}
		defer p.close()
		s := &Store{jobs: 1, large: 1 << 20, budget: 1 << 20, packs: []*pack{p}, most: 1 << 26}
		stop := &stopper{}
		before := allocated()
		s.readPacks(&sink{kinds: func(Type) bool { return true }, filter: &everything, visit: func(o Object) error {
			if o.Data != nil && int64(len(o.Data)) != o.Size {
				t.Error("an object of another size than it says")
			}
			return nil
		}}, stop)
		if grown := allocated() - before; grown > 16<<20 {
			t.Errorf("%d bytes allocated for a pack of %d", grown, len(packed))
		}
	})
}

// FuzzDelta applies anything as a delta.
func FuzzDelta(f *testing.F) {
	f.Add([]byte(base), odbtest.Delta(len(base), 30, odbtest.Copy(5, 10), odbtest.Insert("inserted"), odbtest.Copy(0, 12)))
	f.Fuzz(func(t *testing.T, base, raw []byte) {
		d, err := parseDelta(raw)
		if err != nil || d.target > 1<<20 {
			return
		}
		c := changes{window: 4}
		dst := make([]byte, d.target)
		if d.apply(dst, base, &c) != nil {
			return
		}
		inBase := map[string]bool{}
		for i := range max(0, len(base)-3) {
			inBase[string(base[i:i+4])] = true
		}
		for i := range max(0, len(dst)-3) {
			if !inBase[string(dst[i:i+4])] && !c.covers(i, i+4) {
				t.Fatalf("bytes %d to %d are new and in no span %v", i, i+4, c.spans)
			}
		}
	})
}

func (c *changes) covers(start, end int) bool {
	for _, s := range c.spans {
		if s.start <= start && end <= s.end {
			return true
		}
	}
	return false
}

// FuzzEntry parses anything as an entry's header.
func FuzzEntry(f *testing.F) {
	f.Add([]byte{0xbf, 0x01, 0x78})
	f.Add([]byte{0xef, 0x80, 0x81, 0x01})
	f.Fuzz(func(t *testing.T, b []byte) {
		if e, err := parseEntry(b); err == nil && (e.data <= 0 || e.data > len(b) || e.data > maxHeader) {
			t.Errorf("header of %d bytes in %d", e.data, len(b))
		}
	})
}

// FuzzIndex reads anything as an index and as a multi-pack index.
func FuzzIndex(f *testing.F) {
	_, index := odbtest.Pack(f, []odbtest.Entry{odbtest.Blob(base), odbtest.Blob("x")})
	f.Add(index)
	f.Add([]byte("MIDX\x01\x01\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		before := allocated()
		if x, err := readIndex(bytes.NewReader(b), int64(len(b))); err == nil {
			for pos := range x.n {
				if id, err := x.id(pos); err != nil {
					t.Error(err)
				} else if _, err := x.find(id); err != nil {
					t.Error(err)
				}
				_, _ = x.offset(pos)
			}
		}
		if x, err := readIndex(bytes.NewReader(b), int64(len(b))); err == nil {
			_ = x.loadOffsets()
		}
		_, _ = parseMidx(b)
		if grown := allocated() - before; grown > uint64(64*len(b)+1<<20) {
			t.Errorf("%d bytes allocated for %d", grown, len(b))
		}
	})
}
