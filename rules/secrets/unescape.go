package secrets

import "bytes"

// unescape undoes the escapes of string literals, JSON, URLs, HTML and quoted-printable
// mail, and drops terminal colours, all in one pass: it is not known what language a
// line is in, and a wrong guess only makes a view in which there is nothing to find.
// Nested escapes take as many passes.
func unescape(parent *view) *view {
	text := parent.text
	w := rewriter{parent: parent}
	mail := isQuotedPrintable(text)
	for at := nextEscape(text, 0); at < len(text); at = nextEscape(text, at) {
		if text[at] == '=' && !mail || text[at] == '\\' && endsGap(text, at) {
			at++
			continue
		}
		char, n := escape(text[at:])
		if n == 0 {
			at++
			continue
		}
		w.replace(at, at+n, char)
		at += n
	}
	return w.view()
}

var escapeStart = func() (table [256]bool) {
	for _, c := range []byte("\\%&=\x1b") {
		table[c] = true
	}
	return table
}()

func nextEscape(text []byte, at int) int {
	for at < len(text) && !escapeStart[text[at]] {
		at++
	}
	return at
}

// escape reads the escape that text begins with: what it stands for and how long it is,
// or 0 where it is none.
func escape(text []byte) ([]byte, int) {
	switch text[0] {
	case '\\':
		return backslash(text)
	case '%':
		return hexPair(text)
	case '=':
		return quotedPrintable(text)
	case '&':
		return entity(text)
	}
	return nil, colour(text)
}

// ascii holds every one-byte string, so that escapes need no allocation.
var ascii = func() (table [128][]byte) {
	for i := range table {
		table[i] = []byte{byte(i)}
	}
	return table
}()

// char stands for a code that text may hold, else for nothing.
func char(code uint64, n int) ([]byte, int) {
	if code >= 128 || !is(byte(code), isText) && code != '\x1b' {
		return nil, 0
	}
	return ascii[code], n
}

func backslash(text []byte) ([]byte, int) {
	if len(text) < 2 {
		return nil, 0
	}
	switch c := text[1]; c {
	case 'n', 'r':
		return newline(text[2:])
	case 't', 'b', 'f', 'v', 'a':
		return ascii[' '], 2
	case 'e':
		return ascii['\x1b'], 2
	case 'x':
		if runEnd(text[:min(len(text), 2+textPrefix)], 2, isHex) == 2+textPrefix {
			return nil, 0 // a blob of PostgreSQL's, \x4b51…
		}
		return coded(text, 2, 2, 16)
	case 'u':
		if len(text) > 2 && text[2] == '{' {
			return braced(text)
		}
		return coded(text, 2, 4, 16)
	case 'U':
		return coded(text, 2, 8, 16)
	case '0', '1':
		return coded(text, 1, 3, 8)
	case '\n', '\r':
		return nil, 0 // a continued line: joining is not ours
	default:
		if is(c, isWord) || c >= 128 {
			return nil, 0
		}
		return char(uint64(c), 2)
	}
}

// newline goes on with the next line, which in a text that is kept as a list of strings is
// the next one, and as far in as all of them.
func newline(rest []byte) ([]byte, int) {
	gap := nextElement(rest)
	if i := bytes.IndexByte(rest[:gap], '\n'); i >= 0 {
		return rest[i : gap-1], 2 + gap
	}
	return ascii['\n'], 2 + gap
}

// nextElement measures what stands between the lines of a text that is kept as a list of
// strings, as notebooks are: the end of one string and the beginning of the next.
func nextElement(text []byte) int {
	if len(text) < 2 || text[0] != '"' || text[1] != ',' {
		return 0
	}
	at := runEnd(text[:min(len(text), 80)], 2, isSpace)
	if byteAt(text, at) != '"' {
		return 0
	}
	return at + 1
}

// coded reads a character code of so many digits from an offset.
func coded(text []byte, offset, digits, base int) ([]byte, int) {
	if len(text) < offset+digits {
		return nil, 0
	}
	return char(numberOf(text[offset:offset+digits], base), offset+digits)
}

// numberOf reads digits; what is no number, or too great for a character, is that.
func numberOf(digits []byte, base int) uint64 {
	const none = 1 << 32
	var n uint64
	for _, c := range digits {
		d := digit(c)
		if d >= base || n > none {
			return none
		}
		n = n*uint64(base) + uint64(d)
	}
	if len(digits) == 0 {
		return none
	}
	return n
}

// braced reads \u{2b}.
func braced(text []byte) ([]byte, int) {
	end := bytes.IndexByte(text[:min(len(text), 12)], '}')
	if end < 0 {
		return nil, 0
	}
	return char(numberOf(text[3:max(end, 3)], 16), end+1)
}

func hexPair(text []byte) ([]byte, int) { return coded(text, 1, 2, 16) }

// endsGap tells whether a backslash is the first sign of its line and the line before
// ends in one: the gap in a string of Haskell.
func endsGap(text []byte, at int) bool {
	end := at - 1
	for end >= 0 && is(text[end], isSpace) {
		end--
	}
	return end >= 0 && text[end] == '\\' && bytes.IndexByte(text[end:at], '\n') >= 0
}

// isQuotedPrintable tells whether text is such mail: anywhere else "=3D" is an assignment.
func isQuotedPrintable(text []byte) bool {
	return bytes.Contains(text, []byte("uoted-printable")) || bytes.Contains(text, []byte("uoted-Printable"))
}

// quotedPrintable reads =2B and the soft line break, of the signs the three that occur in
// keys.
func quotedPrintable(text []byte) ([]byte, int) {
	switch {
	case len(text) < 3:
		return nil, 0
	case text[1] == '\n' && is(text[2], inKey):
		return nil, 2
	case text[1] == '\r' && text[2] == '\n' && len(text) > 3 && is(text[3], inKey):
		return nil, 3
	case text[1] == '3' && text[2] == 'D', text[1] == '2' && (text[2] == 'B' || text[2] == 'F'):
		return hexPair(text)
	}
	return nil, 0
}

// entities are the named ones that a key, or what stands around it, may be written with.
var entities = map[string]byte{
	"plus": '+', "sol": '/', "equals": '=', "quot": '"', "apos": '\'', "lt": '<', "gt": '>',
	"amp": '&', "nbsp": ' ', "colon": ':', "comma": ',', "lowbar": '_', "NewLine": '\n', "Tab": '\t',
}

func entity(text []byte) ([]byte, int) {
	end := bytes.IndexByte(text[:min(len(text), 12)], ';')
	if end < 2 {
		return nil, 0
	}
	name := text[1:end]
	if sign, ok := entities[string(name)]; ok {
		return ascii[sign], end + 1
	}
	if name[0] != '#' {
		return nil, 0
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	return char(numberOf(digits, base), end+1)
}

// colour measures a terminal's colour sequence, ESC [ … letter.
func colour(text []byte) int {
	const longest = 16
	for i := 2; i < min(len(text), longest) && text[1] == '['; i++ {
		if c := text[i]; is(c, isWord) && (c < '0' || c > '9') {
			return i + 1
		}
	}
	return 0
}
