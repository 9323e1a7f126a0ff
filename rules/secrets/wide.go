package secrets

import "bytes"

// shortestWide is how many characters must take turns with NULs; fewer are chance in a
// binary file. The base64 of the shortest key half has more.
const shortestWide = 24

// narrow undoes UTF-16, either byte order, with or without a mark, the whole file or
// parts of it: where ASCII characters and NULs take turns the NULs are dropped.
func narrow(parent *view) *view {
	text := parent.text
	w := rewriter{parent: parent}
	for at := 0; at < len(text); {
		next := bytes.IndexByte(text[at:], 0)
		if next < 0 {
			break
		}
		start := max(at+next-1, at)
		end := wideEnd(text, start)
		if end-start < 2*shortestWide {
			at = runOf(text, at+next, 0)
			continue
		}
		w.replace(start, end, bytes.ReplaceAll(text[start:end], []byte{0}, nil))
		at = end
	}
	return w.view()
}

// wideEnd is where the characters of two bytes, one of them NUL, that begin at start
// end. Other characters of UTF-16 are let through between them: their code has no NUL.
func wideEnd(text []byte, start int) int {
	at := start
	for at+1 < len(text) && (text[at] == 0) != (text[at+1] == 0) && is(text[at]|text[at+1], isText) {
		at += 2
	}
	return at
}

// isWide tells whether narrow would change text.
func isWide(text []byte) bool {
	for at := 0; ; {
		next := bytes.IndexByte(text[at:], 0)
		if next < 0 {
			return false
		}
		start := max(at+next-1, at)
		if wideEnd(text, start)-start >= 2*shortestWide {
			return true
		}
		at = runOf(text, at+next, 0)
	}
}

// runOf is where the run of one byte that begins at at ends.
func runOf(text []byte, at int, c byte) int {
	for at < len(text) && text[at] == c {
		at++
	}
	return at
}
