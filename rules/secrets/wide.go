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
		if i == place && (c == 0 || !is(c, isText)) || i != place && c != 0 {
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
