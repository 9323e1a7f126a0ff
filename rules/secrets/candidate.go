package secrets

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// Features is what a text holds that may turn out to be a credential. Each bit is decided
// by at most Window consecutive bytes, so that the features of a text are the union of
// those of its windows: a reader that knows parts of a text may join what they have.
type Features uint8

// Window is the widest stretch of text that one feature depends on, in bytes.
const Window = 1024

const (
	hasWord    Features = 1 << iota // Kraken's name
	hasValue                        // a run of the length and the make of a key
	hasEscaped                      // a run that may be a key with its escapes undone
	hasText                         // a run that decodes to text: base64 or hex
	hasParts                        // short runs joined by the syntax of some language
	hasWide                         // UTF-16
)

// Candidate tells whether a text with these features has to be scanned.
func (f Features) Candidate() bool { return f != 0 }

// HasCandidate is the fast search alone: where it is false, Scan finds nothing. It knows
// more than the features do: what names Kraken has to have pieces of a key, too.
func HasCandidate(data []byte) bool {
	_, ok := glance(data)
	return ok
}

func glance(data []byte) (f Features, ok bool) {
	f = FeaturesOf(data)
	return f, f != 0 && (f != hasWord || hasPieces(data))
}

// FeaturesOf collects the features of data.
func FeaturesOf(data []byte) Features {
	f := search(data)
	if containsWord(data) {
		f |= hasWord
	}
	return f
}

const (
	stride     = 20           // bytes between probes
	shortest   = 2*stride - 1 // every run this long holds a whole block of stride bytes
	textPrefix = 24           // characters of a run that tell whether it decodes to text
	textRun    = 72           // the base64 of an API key has 75 characters, its hex 112
)

// search looks at a few bytes in stride and at their block only if they could be a key's,
// or those of UTF-16.
func search(text []byte) Features {
	var found Features
	for at := 0; at+stride <= len(text); {
		b := text[at : at+stride]
		switch {
		case b[0] == 0 || b[5] == 0: // one of them is, in UTF-16
			features, end := featuresOfWide(text, at)
			found |= features
			at = max(end, at+stride)
		case !block(b):
			at += stride
		default:
			r := runAt(text, at)
			if r.end-r.start >= shortest {
				found |= featuresOfRun(text, r)
			}
			at = r.end + 1
		}
	}
	return found
}

// featuresOfWide tells whether there is something to scan for in the UTF-16 or UTF-32 that
// the block at at is of, and where that ends.
func featuresOfWide(text []byte, at int) (found Features, end int) {
	unit, ok := wideUnitOf(text[at : at+stride])
	if !ok {
		return 0, at
	}
	start, end := unit.stretch(text, at)
	if end-start <= (shortestWide-1)*unit.width {
		return 0, end
	}
	if plain := bytes.ReplaceAll(text[start:end], []byte{0}, nil); FeaturesOf(plain) != 0 {
		found = hasWide
	}
	return found, end
}

// block tells whether all of stride bytes are a run's. It looks for blanks and brackets,
// which most text is full of and which are below all that a run has, in sixteen bytes at
// once, so that most text costs one branch.
func block(b []byte) bool {
	start, end := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[stride-8:])
	return anyBelow(start, '+')|anyBelow(end, '+') == 0 && all(b[:stride], inRun)
}

// anyBelow is not 0 where one of the eight bytes of word is below c, which is ASCII.
func anyBelow(word uint64, c byte) uint64 {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	return (word - uint64(c)*ones) &^ word & tops
}

// run is a maximal stretch of the base64 alphabets, and the padding after it.
type run struct{ start, end, pad int }

func runAt(text []byte, at int) run {
	end := runEnd(text, at, inRun)
	return run{runStart(text, at, inRun), end, padding(text, end)}
}

func featuresOfRun(text []byte, r run) Features {
	var found Features
	body := text[r.start:r.end]
	if holdsValue(text, r) {
		found |= hasValue
	}
	if nearValue(text, r) && randomLike(body) {
		found |= hasEscaped
	}
	if promising(body) {
		found |= hasText
	}
	if len(body) < 90 && randomLike(body) && joins(text, r) {
		found |= hasParts
	}
	return found
}

// holdsValue tells whether a value in the run has the form of a credential.
func holdsValue(text []byte, r run) bool {
	for _, b := range valuesIn(text, r) {
		if _, ok := credential.ClassifyIn(credential.Futures, string(text[b.start:b.end])); ok {
			return true
		}
	}
	return false
}

// nearValue tells whether a run would have the right length but for an escape that it
// begins with ("\nKEY", "%3DKEY", a colour) or that its padding is written with.
func nearValue(text []byte, r run) bool {
	const longestEscape = 8
	length := r.end - r.start
	opened := r.start > 0 && isOneOf(text[r.start-1], "\\%=[")
	closed := r.end < len(text) && isOneOf(text[r.end], "\\%=&")
	switch {
	case opened && length >= 56 && length <= 56+longestEscape:
		return true
	case opened && length >= 86 && length <= 88+longestEscape:
		return r.pad == 2 || closed
	}
	return closed && r.pad < 2 && (length == 86 || length == 56)
}

func isOneOf(c byte, set string) bool {
	for i := range len(set) {
		if set[i] == c {
			return true
		}
	}
	return false
}

// randomLike tells whether text changes between upper case, lower case and digits as
// often as random base64 does, in two of three places: from a third on.
func randomLike(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	var seen uint8
	turns, last := 0, caseOf(text[0])
	for _, c := range text {
		class := caseOf(c)
		seen |= class
		if class != last {
			turns++
		}
		last = class
	}
	return seen&(isUpper|isLower) == isUpper|isLower && turns*20 >= len(text)*7
}

// promising tells whether a run, as far as a window goes, decodes to text with Kraken's
// name, or a part of a key, in it. What is compressed cannot be told.
func promising(body []byte) bool {
	const part = 20
	body = bytes.TrimRight(body, "=")
	if len(body) < textPrefix || !decodesToText(body[:textPrefix]) {
		return false
	}
	plain := decoded(body[:min(len(body), Window/2)&^3])
	if v := narrow(&view{text: plain}); v != nil {
		plain = v.text
	}
	if containsWord(plain) || bytes.HasPrefix(body, []byte(gzipPrefix)) {
		return true
	}
	for at := 0; at < len(plain); at++ {
		end := runEnd(plain, at, inRun)
		if end-at >= part && randomLike(plain[at:end]) {
			return true
		}
		at = end
	}
	return false
}

// gzipPrefix is how the base64 of a gzip file begins.
const gzipPrefix = "H4sI"

// decodesToText tells whether the beginning of a run is base64 or hex of text, of UTF-16
// text or of a compressed file.
func decodesToText(prefix []byte) bool {
	var raw [textPrefix]byte
	if all(prefix, isHex) && readable(raw[:decodeHex(raw[:], prefix)]) {
		return true
	}
	if len(prefix) != textPrefix || string(prefix[:len(gzipPrefix)]) == gzipPrefix {
		return len(prefix) == textPrefix
	}
	if !beginsText(prefix[0]) {
		return false
	}
	n, err := base64.RawStdEncoding.Decode(raw[:], prefix)
	if err != nil {
		n, err = base64.RawURLEncoding.Decode(raw[:], prefix)
	}
	return err == nil && readable(raw[:n])
}

// beginsText tells whether the first byte of base64 that begins with c may be ASCII, or of
// a mark of UTF-16. Most words begin otherwise, and are decoded for nothing.
func beginsText(c byte) bool {
	return caseOf(c) == isUpper || 'a' <= c && c <= 'f' || c == '/' || c == '_'
}

// readable tells whether raw is ASCII text, perhaps as UTF-16.
func readable(raw []byte) bool {
	if all(raw, isText) {
		return true
	}
	if len(raw) > 2 && (raw[0] == 0xFF && raw[1] == 0xFE || raw[0] == 0xFE && raw[1] == 0xFF) {
		raw = raw[2:]
	}
	return wideEnd(raw, 0, 2) >= len(raw)-1
}
