package secrets

import "github.com/krakenlint/krakenlint/rules/credential"

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
	if beginsInEscape(text, r.start) {
		return nil
	}
	for _, l := range lengths {
		if l.pad == r.pad {
			if found, ok := trimmed(text, r, l.run); ok {
				return []bounds{{found.start, found.end + l.pad}}
			}
		}
	}
	if length := r.end - r.start; length > 56 && length <= 56+86+mostExcess && isBinary(text, r) {
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
	for lead := range excess + 1 {
		b := bounds{r.start + lead, r.start + lead + length}
		if isLead(text, r.start, b.start) && all(text[b.end:r.end], isEdge) && all(text[b.start:b.end], inKey) {
			return b, true
		}
	}
	return bounds{}, false
}

// isLead tells whether text[start:end] may be around a value: signs, or at the beginning
// of a line the mark of a diff or of a pickled string.
func isLead(text []byte, start, end int) bool {
	if all(text[start:end], isEdge) {
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

// packed takes a run of binary data apart: values that follow each other, with a name in
// lower case or a tag before each. A tag ends in the value's length: 8 is 56, X is 88, q
// is what 56 characters of UTF-16 take.
func packed(text []byte, r run) []bounds {
	var found []bounds
	for at := r.start; at < r.end; {
		b, ok := packedAt(text, at, r)
		if !ok {
			break
		}
		found = append(found, b)
		at = min(b.end, r.end)
	}
	return found
}

func packedAt(text []byte, at int, r run) (bounds, bool) {
	for lead := 0; lead <= mostExcess && at+lead < r.end; lead++ {
		start := at + lead
		if b := (bounds{start, start + credential.APIKeyLen}); b.end <= r.end &&
			isPackedLead(text[at:start], "8q") && fits(text, b) && ends(text, b.end, r) {
			return b, true
		}
		if b := (bounds{start, start + credential.PrivateKeyLen}); b.end == r.end+r.pad && r.pad == 2 &&
			isPackedLead(text[at:start], "X") && fits(text, b) {
			return b, true
		}
	}
	return bounds{}, false
}

// isPackedLead tells whether lead is a tag that ends in one of lengths, or a name.
func isPackedLead(lead []byte, lengths string) bool {
	const longestTag = 3
	if n := len(lead); n > 0 && n <= longestTag && isOneOf(lead[n-1], lengths) {
		return true
	}
	for _, c := range lead {
		if caseOf(c) != isLower {
			return false
		}
	}
	return true
}

// ends tells whether a value that stops at at leaves of its run what may follow it: a
// short rest, or the private key.
func ends(text []byte, at int, r run) bool {
	const longestRest = 3
	rest := r.end - at
	return rest <= longestRest || rest >= 86 && rest <= 86+mostExcess && r.pad == 2
}

func fits(text []byte, b bounds) bool {
	_, ok := credential.Classify(string(text[b.start:b.end]))
	return ok
}
