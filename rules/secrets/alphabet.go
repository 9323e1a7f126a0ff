package secrets

import (
	"bytes"
	"iter"
)

// Character classes, as bits in classes.
const (
	inKey   = 1 << iota // the base64 alphabet of keys: A-Z a-z 0-9 + /
	inRun               // inKey and what continues a word beside it: - _
	isHex               // 0-9 a-f A-F
	isWord              // letters and digits
	isQuote             // " ' `
	isSpace             // blank, tab, line ends
	isText              // what readable text is made of
	isMark              // what separates or begins the pieces of a key: , \ % & and quotes
)

var classes = func() (table [256]uint8) {
	mark := func(chars string, class uint8) {
		for i := range len(chars) {
			table[chars[i]] |= class
		}
	}
	const hexadecimal, letters = "0123456789abcdefABCDEF", "ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ"
	mark(hexadecimal, isHex)
	mark(hexadecimal+letters, isWord|inKey|inRun)
	mark("+/", inKey|inRun)
	mark("-_", inRun)
	mark(",\\%&\"'`", isMark)
	mark("\"'`", isQuote)
	mark(" \t\r\n", isSpace|isText)
	for c := ' '; c <= '~'; c++ {
		table[c] |= isText
	}
	return table
}()

// Letter cases, as caseOf tells them.
const (
	isUpper = 1 << iota
	isLower
	isOther
)

var cases = func() (table [256]uint8) {
	for i := range table {
		switch c := byte(i); {
		case 'a' <= c && c <= 'z':
			table[i] = isLower
		case 'A' <= c && c <= 'Z':
			table[i] = isUpper
		default:
			table[i] = isOther
		}
	}
	return table
}()

// caseOf looks the case up, as comparing is slow where it is random.
func caseOf(c byte) uint8 { return cases[c] }

func is(c byte, class uint8) bool { return classes[c]&class != 0 }

// all tells whether every byte of text is of class.
func all(text []byte, class uint8) bool {
	for _, c := range text {
		if !is(c, class) {
			return false
		}
	}
	return true
}

// runEnd is where the run of class that holds text[at] ends.
func runEnd(text []byte, at int, class uint8) int {
	for at < len(text) && is(text[at], class) {
		at++
	}
	return at
}

// runStart is where the run of class before at begins.
func runStart(text []byte, at int, class uint8) int {
	for at > 0 && is(text[at-1], class) {
		at--
	}
	return at
}

// padding counts the '=' from at, three at most: more than two is not base64's.
func padding(text []byte, at int) int {
	n := 0
	for n < 3 && at+n < len(text) && text[at+n] == '=' {
		n++
	}
	return n
}

// widestLine bounds how far the ends of a line are looked for, in bytes. In a longer line
// its ends say nothing of what is at at.
const widestLine = 4096

// lineStart and lineEnd give the line around at, without its line end.
func lineStart(text []byte, at int) int {
	low := max(0, at-widestLine)
	return low + bytes.LastIndexByte(text[low:at], '\n') + 1
}

// linesAbove yields the lines above the one around at, the nearest first, so many at most.
func linesAbove(text []byte, at, most int) iter.Seq[bounds] {
	return func(yield func(bounds) bool) {
		start := lineStart(text, at)
		for range most {
			if start == 0 {
				return
			}
			start = lineStart(text, start-1)
			if !yield(bounds{start, lineEnd(text, start)}) {
				return
			}
		}
	}
}

func lineEnd(text []byte, at int) int {
	high := min(len(text), at+widestLine)
	if i := bytes.IndexByte(text[at:high], '\n'); i >= 0 {
		return at + i
	}
	return high
}
