package odb

import (
	"errors"
	"math"
)

// errEntry says that an entry's header makes no sense.
var errEntry = errors.New("entry header is damaged")

// maxHeader is the longest header an entry can have: a size and either a base's id or distance.
const maxHeader = 10 + 20

// entry is a pack entry's header.
type entry struct {
	kind Type
	size uint64 // of the inflated data: the object, or the delta
	back uint64 // ofsDelta: how far before this entry the base lies
	base ID     // refDelta: the base
	data int    // where the zlib stream starts, counted from the entry
}

// parseEntry reads the header at the start of b.
func parseEntry(b []byte) (entry, error) {
	if len(b) == 0 {
		return entry{}, errEntry
	}
	e := entry{kind: Type(b[0] >> 4 & 7), size: uint64(b[0] & 15), data: 1}
	for shift, c := 4, b[0]; c&0x80 != 0; shift += 7 {
		if e.data == len(b) || shift > 56 {
			return entry{}, errEntry
		}
		c = b[e.data]
		e.size |= uint64(c&0x7f) << shift
		e.data++
	}
	switch {
	case e.size > math.MaxInt64:
		return entry{}, errEntry
	case e.kind == ofsDelta:
		return e, e.parseBack(b)
	case e.kind == refDelta:
		if len(b)-e.data < len(e.base) {
			return entry{}, errEntry
		}
		e.data += copy(e.base[:], b[e.data:])
		return e, nil
	case e.kind.whole():
		return e, nil
	}
	return entry{}, errEntry
}

// parseBack reads the distance to the base: base 128, highest digit first, where each further
// byte adds one, so that no distance has two spellings.
func (e *entry) parseBack(b []byte) error {
	for more := true; more; e.data++ {
		if e.data == len(b) || e.back >= 1<<55 {
			return errEntry
		}
		c := b[e.data]
		e.back = e.back<<7 | uint64(c&0x7f)
		if more = c&0x80 != 0; more {
			e.back++
		}
	}
	if e.back == 0 {
		return errEntry
	}
	return nil
}
