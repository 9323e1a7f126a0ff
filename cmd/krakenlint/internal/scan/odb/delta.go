package odb

import (
	"encoding/binary"
	"errors"
)

// What can be wrong with a delta.
var (
	errDelta     = errors.New("delta is damaged")
	errDeltaBase = errors.New("delta is made for a base of another size")
)

// delta is an inflated delta: what it expects, what it makes, and how.
type delta struct {
	base, target uint64
	ops          []byte
}

// parseDelta splits a delta into its two sizes and its instructions.
func parseDelta(b []byte) (delta, error) {
	base, n := binary.Uvarint(b)
	if n <= 0 {
		return delta{}, errDelta
	}
	target, m := binary.Uvarint(b[n:])
	if m <= 0 {
		return delta{}, errDelta
	}
	return delta{base, target, b[n+m:]}, nil
}

// span is a part of a text, from start up to end.
type span struct{ start, end int }

// changes collects the parts of a target in which a window may differ from all of the base's:
// what a delta inserts and the seams between what it copies, with the window around them.
type changes struct {
	window int
	spans  []span // in order, apart
	total  int    // bytes in spans
}

func (c *changes) reset() { c.spans, c.total = c.spans[:0], 0 }

// add notes that [start, end) is new, or, if it is empty, that a seam is there; size is the
// target's.
func (c *changes) add(start, end, size int) {
	start, end = max(0, start-c.window+1), min(size, end+c.window-1)
	if n := len(c.spans); n > 0 && start <= c.spans[n-1].end {
		c.total += end - c.spans[n-1].end
		c.spans[n-1].end = end
		return
	}
	c.total += end - start
	c.spans = append(c.spans, span{start, end})
}

// apply builds the target in dst, whose length is the target's size, and adds what changed to c.
// The start and the end of a target count as seams unless they are the base's too.
func (d delta) apply(dst, base []byte, c *changes) error {
	if d.base != uint64(len(base)) {
		return errDeltaBase
	}
	at, from := 0, 0 // from is where in the base the text goes on; -1 after an insertion
	for ops := d.ops; len(ops) > 0; {
		op := ops[0]
		ops = ops[1:]
		if op&0x80 == 0 {
			n := int(op)
			if n == 0 || n > len(ops) || n > len(dst)-at {
				return errDelta
			}
			copy(dst[at:], ops[:n])
			c.add(at, at+n, len(dst))
			ops, at, from = ops[n:], at+n, -1
			continue
		}
		offset, n, rest, ok := copyOp(op, ops)
		if !ok || offset > len(base) || n > len(base)-offset || n > len(dst)-at {
			return errDelta
		}
		if offset != from && from >= 0 {
			c.add(at, at, len(dst))
		}
		copy(dst[at:], base[offset:offset+n])
		ops, at, from = rest, at+n, offset+n
	}
	if at != len(dst) {
		return errDelta
	}
	if from >= 0 && from != len(base) {
		c.add(at, at, len(dst))
	}
	return nil
}

// copyOp reads the operands of a copy: those bytes of offset and length that op's bits announce.
func copyOp(op byte, ops []byte) (offset, n int, rest []byte, ok bool) {
	for i := range 7 {
		if op>>i&1 == 0 {
			continue
		}
		if len(ops) == 0 {
			return 0, 0, nil, false
		}
		if i < 4 {
			offset |= int(ops[0]) << (8 * i)
		} else {
			n |= int(ops[0]) << (8 * (i - 4))
		}
		ops = ops[1:]
	}
	if n == 0 {
		n = 1 << 16
	}
	return offset, n, ops, true
}
