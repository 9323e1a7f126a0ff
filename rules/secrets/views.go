package secrets

import "iter"

// deepest bounds how often the transformations are applied one after the other: a base64
// of JSON of base64 takes two rounds.
const deepest = 4

// transformations undo one way of writing text each, where there is something that is
// written in it, or Kraken's name. None makes a text longer but the decompression in
// decode, which has a bound of its own, so that all views together are a small multiple
// of the file.
var transformations = [...]struct {
	undoes Features
	apply  func(*view) *view
}{
	{hasWide, narrow},
	{hasWord | hasEscaped, unescape},
	{hasWord | hasParts, join},
	{hasWord | hasText, decode},
	{hasWord, spell},
}

// views yields the file, and what it becomes as transformations are applied in turn
// until nothing changes or they have been applied often enough, as far as there is a value
// to judge in them. What no text need have, as its path tells it, is known.
func views(data []byte, features, known Features) iter.Seq[*view] {
	return func(yield func(*view) bool) {
		current, features := &view{text: data}, features|known
		if features&hasValue != 0 && !yield(current) {
			return
		}
		budget := 2*deepest*len(data) + 1<<16
		var idle [len(transformations)]*view // what each was last applied to in vain
		for range deepest {
			before := current
			for i, t := range transformations {
				if features&t.undoes == 0 || idle[i] == current {
					continue
				}
				next := t.apply(current)
				if next == nil {
					idle[i] = current
					continue
				}
				if budget -= len(next.text); budget < 0 {
					return
				}
				current, features = next, FeaturesOf(next.text)|known
				if features&hasValue != 0 && !yield(current) {
					return
				}
			}
			if current == before {
				return
			}
		}
	}
}
