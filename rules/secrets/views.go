package secrets

import "iter"

// deepest bounds how often the transformations are applied one after the other: a base64
// of JSON of base64 takes two rounds.
const deepest = 4

// transformations undo one way of writing text each. None makes a text longer but the
// decompression in decode, which has a bound of its own, so that all views together are
// a small multiple of the file.
var transformations = []func(*view) *view{narrow, unescape, join, decode, spell}

// views yields the file, and what it becomes as transformations are applied in turn
// until nothing changes or they have been applied often enough.
func views(data []byte) iter.Seq[*view] {
	return func(yield func(*view) bool) {
		current := &view{text: data}
		if !yield(current) {
			return
		}
		budget := 2*deepest*len(data) + 1<<16
		for range deepest {
			before := current
			for _, transform := range transformations {
				next := transform(current)
				if next == nil {
					continue
				}
				if budget -= len(next.text); budget < 0 || !yield(next) {
					return
				}
				current = next
			}
			if current == before {
				return
			}
		}
	}
}
