package odb

import (
	"errors"
	"fmt"
	"slices"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb/inflate"
)

const (
	// maxRatio is what deflate can make of a byte at most; a size beyond that is a lie.
	maxRatio = 1032
	// bigObject is from which size on objects are built by one goroutine at a time.
	bigObject = 4 << 20
)

// Reasons for which an entry is not built.
var (
	errLarge   = errors.New("too large to be built in memory")
	errNoBase  = errors.New("delta's base cannot be read")
	errTooMuch = errors.New("repository unpacks to far more than its size justifies")
)

// builder makes objects of one pack's entries. It is for one goroutine.
type builder struct {
	families *families
	in       window
	dec      inflate.Decoder
	pool     buffers
	diff     changes
	large    int64
	grow     func(size int) error // asked before size bytes are made
}

// peek is how much of an entry is read to see its header.
const peek = 4 << 10

// header reads an entry's header.
func (b *builder) header(i int32) (entry, error) {
	start := b.families.start[i]
	raw, err := b.in.at(start, min(b.families.end(i), start+peek))
	if err != nil {
		return entry{}, err
	}
	return parseEntry(raw)
}

// inflated decodes an entry's stream into a buffer of the pool.
func (b *builder) inflated(i int32, e entry) ([]byte, error) {
	start := b.families.start[i] + int64(e.data)
	room := b.families.end(i) - start
	if e.size > uint64(room)*maxRatio {
		return nil, inflate.ErrSize
	}
	if e.size > uint64(b.large) {
		return nil, errLarge
	}
	size := int(e.size)
	if err := b.grow(size); err != nil {
		return nil, err
	}
	stream, err := b.in.at(start, start+min(room, int64(2*size+64<<10)))
	if err != nil {
		return nil, err
	}
	buf := b.pool.get(size)
	if _, err := b.dec.Zlib(buf[:size+inflate.Slack], size, stream); err != nil {
		b.pool.put(buf)
		return nil, err
	}
	return buf, nil
}

// whole builds an entry that is no delta.
func (b *builder) whole(i int32) ([]byte, error) {
	e, err := b.header(i)
	if err != nil {
		return nil, err
	}
	if !e.kind.whole() {
		return nil, fmt.Errorf("%w: it changed while it was read", errEntry)
	}
	return b.inflated(i, e)
}

// onBase builds an entry that is a delta against base; b.diff then has what changed.
func (b *builder) onBase(i int32, base []byte) ([]byte, error) {
	e, err := b.header(i)
	if err != nil {
		return nil, err
	}
	if !e.kind.delta() {
		return nil, fmt.Errorf("%w: it changed while it was read", errEntry)
	}
	raw, err := b.inflated(i, e)
	if err != nil {
		return nil, err
	}
	defer b.pool.put(raw)
	d, err := parseDelta(raw)
	if err != nil {
		return nil, err
	}
	return b.applied(d, base)
}

// applied builds a delta's target in a buffer of the pool.
func (b *builder) applied(d delta, base []byte) ([]byte, error) {
	if d.target > uint64(b.large) {
		return nil, errLarge
	}
	if err := b.grow(int(d.target)); err != nil {
		return nil, err
	}
	dst := b.pool.get(int(d.target))
	b.diff.reset()
	if err := d.apply(dst, base, &b.diff); err != nil {
		b.pool.put(dst)
		return nil, err
	}
	return dst, nil
}

// chain builds an entry from its root on.
func (b *builder) chain(i int32) ([]byte, error) {
	var line []int32
	for ; b.families.base[i] >= 0; i = b.families.base[i] {
		line = append(line, i)
	}
	data, err := b.whole(i)
	for _, k := range slices.Backward(line) {
		if err != nil {
			return nil, err
		}
		var next []byte
		next, err = b.onBase(k, data)
		b.pool.put(data)
		data = next
	}
	return data, err
}
