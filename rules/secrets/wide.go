package secrets

import "bytes"

// shortestWide is how many characters must follow each other with NULs between them;
// fewer are chance in a binary file. The base64 of the shortest key half has more.
const shortestWide = 24

// shortestBeside is how many are enough in a text that has such a stretch.
const shortestBeside = 4

// narrow undoes UTF-16 and UTF-32, either byte order, with or without a mark, the whole
// file or parts of it: where ASCII characters and NULs take turns the NULs are dropped.
func narrow(parent *view) *view {
	text := parent.text
	if !isWide(text) {
		return nil
	}
	w := rewriter{parent: parent}
	for at := 0; ; {
		start, end := nextWide(text, at, shortestBeside)
		if start == end {
			return w.view()
		}
		w.replace(start, end, bytes.ReplaceAll(text[start:end], []byte{0}, nil))
		at = end
	}
}

// isWide tells whether narrow would change text.
func isWide(text []byte) bool {
	start, end := nextWide(text, 0, shortestWide)
	return start < end
}

// nextWide finds the first stretch of so many wide characters from at on.
func nextWide(text []byte, at, shortest int) (start, end int) {
	low := at
	for {
		next := bytes.IndexByte(text[at:], 0)
		if next < 0 {
			return len(text), len(text)
		}
		at += next
		if width := widthAt(text, at); width > 0 {
			for _, start := range []int{at - 1, at} {
				if end := wideEnd(text, max(start, low), width); end-start >= shortest*width {
					return max(start, low), end
				}
			}
		}
		at = runOf(text, at, 0)
	}
}

// widthAt guesses from the next bytes how wide the characters are that the NUL at at is
// in, or 0.
func widthAt(text []byte, at int) int {
	if at+4 >= len(text) || text[at+3] == 0 || text[at+4] != 0 || text[at+2] != 0 {
		return 0
	}
	if text[at+1] == 0 {
		return 4
	}
	return 2
}

// wideEnd is where the characters of so many bytes, all but the first or all but the
// last of them NUL, that begin at start end.
func wideEnd(text []byte, start, width int) int {
	at := start
	if at+width > len(text) {
		return at
	}
	place := 0
	if text[at] == 0 {
		place = width - 1
	}
	for at+width <= len(text) && isWideChar(text[at:at+width], place) {
		at += width
	}
	return at
}

// isWideChar tells whether unit is an ASCII character at a place and NULs.
func isWideChar(unit []byte, place int) bool {
	for i, c := range unit {
		if !(wideUnit{len(unit), place}).fits(c, i) {
			return false
		}
	}
	return true
}

// runOf is where the run of one byte that begins at at ends.
func runOf(text []byte, at int, c byte) int {
	for at < len(text) && text[at] == c {
		at++
	}
	return at
}

// wideUnit is how UTF-16 or UTF-32 writes an ASCII character: all of width bytes are NUL
// but the one at place.
type wideUnit struct{ width, place int }

// wideUnitOf guesses from a block of stride bytes which units it is made of, if of any: of
// these five places each way of writing has another set of NULs.
func wideUnitOf(b []byte) (unit wideUnit, ok bool) {
	if b[0]|b[5]|b[9]|b[14]|b[19] == 0 {
		return wideUnit{}, false // nothing but NULs, which binary files are full of
	}
	nuls := 0
	for _, at := range [...]int{0, 5, 9, 14, 19} {
		nuls <<= 1
		if b[at] == 0 {
			nuls |= 1
		}
	}
	switch nuls {
	case 0b01101:
		return wideUnit{2, 0}, true
	case 0b10010:
		return wideUnit{2, 1}, true
	case 0b01111:
		return wideUnit{4, 0}, true
	case 0b10011:
		return wideUnit{4, 1}, true
	case 0b11101:
		return wideUnit{4, 2}, true
	case 0b11110:
		return wideUnit{4, 3}, true
	}
	return wideUnit{}, false
}

// stretch is the longest one around at, where a unit begins, that is made of units and
// perhaps parts of them at its ends.
func (u wideUnit) stretch(text []byte, at int) (start, end int) {
	start, end = at, at
	for start > 0 && u.fits(text[start-1], start-1-at) {
		start--
	}
	for end < len(text) && u.fits(text[end], end-at) {
		end++
	}
	return start, end
}

// fits tells whether c may stand so many bytes behind the beginning of a unit, or before it.
func (u wideUnit) fits(c byte, behind int) bool {
	if behind&(u.width-1) == u.place {
		return c != 0 && is(c, isText)
	}
	return c == 0
}
