package odb

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb/inflate"
)

// errNotHere says that Get has no quick way to an object; Blobs may have one.
var errNotHere = errors.New("not there, or not to be had alone")

// maxChain is the longest chain of deltas that Get follows. git makes chains of 50, of 4095 if
// it is told to.
const maxChain = 5000

// Get reads one blob without walking a pack. It is for a few: of a packed one all bases are built.
func (s *Store) Get(id ID) (Object, error) {
	o, err := s.getLoose(id)
	if errors.Is(err, os.ErrNotExist) {
		o, err = s.getPacked(id)
	}
	if err == nil && (o.Type != Blob || blobID(o.Data) != id) {
		err = fmt.Errorf("%s is not the blob it should be", id)
	}
	return o, err
}

// blobID is the id that data has as a blob.
func blobID(data []byte) (id ID) {
	sum := sha1.New()
	fmt.Fprintf(sum, "blob %d\x00", len(data))
	sum.Write(data)
	copy(id[:], sum.Sum(nil))
	return id
}

// getLoose reads a blob that has a file of its own.
func (s *Store) getLoose(id ID) (Object, error) {
	name := id.String()
	for _, dir := range s.dirs {
		f, size, err := openRegular(filepath.Join(dir, name[:2], name[2:]))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return Object{}, err
		}
		defer f.Close()
		var r looseReader
		kind, length, err := r.header(f)
		if err == nil && (length > s.large || length/maxRatio > size) {
			err = errLarge
		}
		if err == nil {
			err = r.body(int(length))
		}
		return Object{ID: id, Type: kind, Size: length, Data: r.data}, err
	}
	return Object{}, os.ErrNotExist
}

func (s *Store) getPacked(id ID) (Object, error) {
	for _, p := range s.packs {
		pos, err := p.index.find(id)
		if err != nil {
			return Object{}, err
		}
		if pos < 0 {
			continue
		}
		g := getter{pack: p, in: window{file: p.file}, large: s.large}
		kind, data, err := g.object(pos)
		return Object{ID: id, Type: kind, Size: int64(len(data)), Data: data}, err
	}
	return Object{}, errNotHere
}

// getter builds one object from its root on.
type getter struct {
	pack  *pack
	in    window
	dec   inflate.Decoder
	large int64
}

// object builds the object at a position of the index.
func (g *getter) object(pos int) (Type, []byte, error) {
	off, err := g.pack.index.offset(pos)
	if err != nil {
		return 0, nil, err
	}
	var deltas [][]byte
	room := g.large // for all deltas
	for at := int64(min(off, 1<<62)); ; {
		if at < packHeader || at >= g.pack.size || len(deltas) > maxChain {
			return 0, nil, errEntry
		}
		e, data, err := g.entry(at)
		if err != nil {
			return 0, nil, err
		}
		if e.kind.whole() {
			data, err = applyAll(data, deltas, g.large)
			return e.kind, data, err
		}
		if room -= int64(len(data)); room < 0 {
			return 0, nil, errLarge
		}
		deltas = append(deltas, data)
		if at, err = g.base(at, e); err != nil {
			return 0, nil, err
		}
	}
}

// base gives the offset of an entry's base.
func (g *getter) base(at int64, e entry) (int64, error) {
	if e.kind == ofsDelta {
		return at - int64(min(e.back, 1<<62)), nil
	}
	pos, err := g.pack.index.find(e.base)
	if err != nil || pos < 0 {
		return 0, errBase
	}
	off, err := g.pack.index.offset(pos)
	return int64(min(off, 1<<62)), err
}

// entry reads and inflates the entry at an offset.
func (g *getter) entry(at int64) (entry, []byte, error) {
	end := g.pack.size - packTail
	raw, err := g.in.at(at, min(at+maxHeader, end))
	if err != nil {
		return entry{}, nil, err
	}
	e, err := parseEntry(raw)
	if err != nil {
		return e, nil, err
	}
	start := at + int64(e.data)
	if e.size > uint64(g.large) || e.size > uint64(end-start)*maxRatio {
		return e, nil, errLarge
	}
	size := int(e.size)
	stream, err := g.in.at(start, min(end, start+int64(2*size+64<<10)))
	if err != nil {
		return e, nil, err
	}
	data := make([]byte, size+inflate.Slack)
	_, err = g.dec.Zlib(data, size, stream)
	return e, data[:size], err
}

// applyAll applies deltas, the last first.
func applyAll(data []byte, deltas [][]byte, large int64) ([]byte, error) {
	c := changes{window: 1}
	for _, raw := range slices.Backward(deltas) {
		d, err := parseDelta(raw)
		if err != nil {
			return nil, err
		}
		if d.target > uint64(large) {
			return nil, errLarge
		}
		next := make([]byte, d.target)
		c.reset()
		if err := d.apply(next, data, &c); err != nil {
			return nil, err
		}
		data = next
	}
	return data, nil
}
