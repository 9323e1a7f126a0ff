package secrets

import (
	"encoding/base64"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// spell puts in place of every list of numbers or characters that spells a credential,
// or longer text, the string that it spells: []byte{0x4b, 0x51, …}, {75, 81, …},
// "4b 51 …", ['K', 'Q', …]. The 64 bytes behind a private key are spelt in base64.
func spell(parent *view) *view {
	text := parent.text
	w := rewriter{parent: parent}
	var l list // one for all, as most words that begin like a number are none
	free := 0
	for at := 0; at < len(text); {
		if at+shortestList > free {
			if at, free = nextList(text, at, free); at == len(text) {
				break
			}
		}
		if !is(text[at], isHex) && text[at] != '\'' || at > 0 && is(text[at-1], isWord) {
			at++
			continue
		}
		l.readAll(text, at)
		if spelled := l.spelled(); spelled != nil {
			w.replace(at, l.end, spelled)
		}
		at = max(l.end, at+1)
	}
	return w.view()
}

const (
	longestElement = 4                          // 0x1f
	shortestList   = 2*credential.APIKeyLen - 1 // elements of one sign, with one between
)

// nextList finds where so much text begins, from at on, that it can be a list: without a
// word that is longer than an element. That much of it is known already that ends at free.
// It goes back from where the shortest list would end, and on behind the first such word.
func nextList(text []byte, at, free int) (start, known int) {
	for at+shortestList <= len(text) {
		end := at + shortestList
		stop, length := end, 0
		for stop > max(at, free-longestElement) && length <= longestElement {
			if stop--; is(text[stop], isWord) {
				length++
			} else {
				length = 0
			}
		}
		if length <= longestElement {
			return at, end
		}
		at = runEnd(text, stop, isWord)
	}
	return len(text), len(text)
}

// list is a row of elements under both readings that its digits may have.
type list struct {
	decimal, hex reading
	end          int
}

// reading is what the elements stand for in one base, until one does not fit it.
type reading struct {
	codes []byte
	wrong bool
}

func (r *reading) add(code byte, ok bool) {
	r.codes = append(r.codes, code)
	r.wrong = r.wrong || !ok
}

const privateKeyBytes = 64

// spelled returns what a list stands for in a text, or nil.
func (l *list) spelled() []byte {
	for _, r := range [...]reading{l.decimal, l.hex} {
		switch {
		case r.wrong:
		case len(r.codes) >= credential.APIKeyLen && all(r.codes, isText):
			return r.codes
		case len(r.codes) == privateKeyBytes:
			return []byte(base64.StdEncoding.EncodeToString(r.codes))
		}
	}
	return nil
}

// readAll makes l the elements that follow each other from at.
func (l *list) readAll(text []byte, at int) {
	*l = list{reading{codes: l.decimal.codes[:0]}, reading{codes: l.hex.codes[:0]}, at}
	for {
		end := l.read(text, at)
		if end == at {
			return
		}
		l.end = end
		if at = separator(text, end); at == end {
			return
		}
	}
}

// separator skips what stands between two elements.
func separator(text []byte, at int) int {
	const widest = 64
	limit := min(len(text), at+widest)
	for at < limit && (is(text[at], isSpace) || isOneOf(text[at], ",;:|")) {
		at++
	}
	return at
}

// read adds the element at at, and returns where it ends, or at where there is none.
func (l *list) read(text []byte, at int) int {
	if byteAt(text, at) == '\'' && byteAt(text, at+2) == '\'' {
		l.decimal.add(text[at+1], true)
		l.hex.add(text[at+1], true)
		return at + 3
	}
	end := runEnd(text[:min(len(text), at+6)], at, isWord)
	decimal, isDecimal := code(text[at:end], 10)
	hex, isHex := hexCode(text[at:end])
	if isHex && end-at > 2 {
		decimal, isDecimal = hex, true // the 0x says so
	}
	if !isDecimal && !isHex {
		return at
	}
	l.decimal.add(decimal, isDecimal)
	l.hex.add(hex, isHex)
	return end
}

// hexCode reads two hex digits, with or without 0x before them.
func hexCode(digits []byte) (byte, bool) {
	if len(digits) == 4 && digits[0] == '0' && digits[1]|0x20 == 'x' {
		digits = digits[2:]
	}
	if len(digits) != 2 {
		return 0, false
	}
	return code(digits, 16)
}

// code reads a number below 256.
func code(digits []byte, base int) (byte, bool) {
	if len(digits) == 0 || len(digits) > 3 {
		return 0, false
	}
	n := 0
	for _, c := range digits {
		d := digit(c)
		if d >= base {
			return 0, false
		}
		n = n*base + d
	}
	return byte(n), n < 256
}

// digit is the value of a digit of any base up to 16, or 16.
func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return 16
}
