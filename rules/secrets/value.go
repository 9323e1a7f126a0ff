package secrets

import (
	"bytes"
	"iter"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// bounds of a value in a text.
type bounds struct{ start, end int }

// lengths of the credentials' runs without padding, and the padding each needs.
var lengths = []struct{ run, pad int }{{56, 0}, {86, 2}, {88, 0}}

// mostExcess is how many characters of a run may belong to what is around its values.
const mostExcess = 20

// valuesIn gives the values of the right length in a run: the run itself, less of the
// signs at its ends that may belong to the text around it ("//key", "_key_", a diff's
// "+key"), or, in binary data, less of the tags and names that are written to them.
func valuesIn(text []byte, r run) []bounds {
	length := r.end - r.start
	if length < lengths[0].run || length > 56+86+mostExcess || beginsInEscape(text, r.start) {
		return nil
	}
	for _, l := range lengths {
		if l.pad == r.pad {
			if found, ok := trimmed(text, r, l.run); ok {
				return []bounds{{found.start, found.end + l.pad}}
			}
		}
	}
	if length > 56 && isBinary(text, r) {
		return packed(text, r)
	}
	return nil
}

// beginsInEscape tells whether the first letter at at is an escape's: \u002b, %2B.
func beginsInEscape(text []byte, at int) bool {
	if at == 0 || at >= len(text) {
		return false
	}
	escaped := text[at-1] == '\\' && (at < 2 || text[at-2] != '\\') && is(text[at], isWord)
	_, n := hexPair(text[at-1:])
	return escaped || text[at-1] == '%' && n > 0
}

// trimmed finds a value of length in a run whose other characters are signs at its ends.
func trimmed(text []byte, r run, length int) (bounds, bool) {
	const mostSigns = 6
	excess := r.end - r.start - length
	if excess < 0 || excess > mostSigns {
		return bounds{}, false
	}
	first := 0
	if bytes.HasPrefix(text[r.start:r.end], []byte("//")) { // of a URL or a comment
		first = min(2, excess)
	}
	for i := range excess + 1 {
		lead := (first + i) % (excess + 1)
		b := bounds{r.start + lead, r.start + lead + length}
		if isLead(text, r.start, b.start) && isEdge(text[b.end:r.end]) && all(text[b.start:b.end], inKey) {
			return b, true
		}
	}
	return bounds{}, false
}

// isEdge tells whether all of text are signs that belong to a run but may be the text's
// around it.
func isEdge(text []byte) bool { return len(bytes.Trim(text, "-_/")) == 0 }

// isLead tells whether text[start:end] may be around a value: signs, or at the beginning
// of a line the mark of a diff or of a pickled string.
func isLead(text []byte, start, end int) bool {
	if isEdge(text[start:end]) {
		return true
	}
	return end-start == 1 && (start == 0 || text[start-1] == '\n') && isOneOf(text[start], "+V")
}

// isBinary tells whether there are bytes that are no text around a run.
func isBinary(text []byte, r run) bool {
	const reach = 32
	around := func(text []byte) bool {
		for _, c := range text {
			if !is(c, isText) {
				return true
			}
		}
		return false
	}
	return around(text[max(0, r.start-reach):r.start]) || around(text[r.end:min(len(text), r.end+reach)])
}

// packed takes a run of binary data apart: values that follow each other, with a tag or
// a name in lower case before each, and a short rest. A tag ends in the value's length:
// 8 is 56, X is 88, q is what 56 characters of UTF-16 take.
func packed(text []byte, r run) []bounds {
	found, _ := unpack(text, r.start, r)
	return found
}

// unpack reads the values from at to the end of the run; tags are tried before names.
func unpack(text []byte, at int, r run) ([]bounds, bool) {
	const longestRest = 3
	if at >= r.end || r.end-at <= longestRest && at > r.start {
		return nil, true
	}
	for lead := range leads(text[at:r.end]) {
		start := at + lead
		for _, length := range []int{credential.APIKeyLen, credential.PrivateKeyLen} {
			b := bounds{start, start + length}
			if b.end > r.end+r.pad || b.end > r.end && b.end != r.end+r.pad || !isPackedLead(text[at:start], length) || !fits(text, b) {
				continue
			}
			if rest, ok := unpack(text, b.end, r); ok {
				return append([]bounds{b}, rest...), true
			}
		}
	}
	return nil, false
}

// leads yields how much of body may come before its first value: a name that we know, a
// tag, nothing, any name.
func leads(body []byte) iter.Seq[int] {
	const longestTag, longestName = 3, 16
	longest := min(longestName, len(body))
	return func(yield func(int) bool) {
		for n := longest; n > longestTag; n-- {
			if isKnownName(body, n) && !yield(n) {
				return
			}
		}
		for n := 1; n <= longestTag; n++ {
			if !yield(n) {
				return
			}
		}
		if !yield(0) {
			return
		}
		for n := longestTag + 1; n <= longest; n++ {
			if !yield(n) {
				return
			}
		}
	}
}

// isKnownName tells whether body begins with a word of n letters that says what follows.
func isKnownName(body []byte, n int) bool {
	return n == len(kraken) && krakenIn(body, 0, n) != 0 || vocabulary().of(body[:n]) != 0
}

// isPackedLead tells whether lead is a tag that ends in length, or a name.
func isPackedLead(lead []byte, length int) bool {
	const longestTag = 3
	tags := "8q"
	if length == credential.PrivateKeyLen {
		tags = "X"
	}
	if n := len(lead); n > 0 && n <= longestTag && isOneOf(lead[n-1], tags) {
		return true
	}
	for _, c := range lead {
		if caseOf(c) != isLower {
			return len(lead) == len(kraken) && equalFold(lead, kraken)
		}
	}
	return true
}

func fits(text []byte, b bounds) bool {
	_, ok := credential.Classify(string(text[b.start:b.end]))
	return ok
}
