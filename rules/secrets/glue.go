package secrets

import "bytes"

// How two runs stand together as one literal.
type glue uint8

const (
	noGlue glue = iota
	concat      // "a" + "b", "a" "b", x = "a"; x += "b", a continued line
	listed      // ["a", "b"]: only if the list is all there is
	lines       // a block of lines that hold nothing else
)

// longestGlue bounds what may stand between two parts, in bytes.
const longestGlue = 160

// glueAt tells how the run that ends at end goes on, and where its next part begins.
func glueAt(text []byte, end int) (next int, kind glue) {
	if end >= len(text) {
		return 0, noGlue
	}
	text = text[:min(len(text), end+longestGlue)]
	switch c := text[end]; {
	case is(c, isQuote), c == '\\' && end+1 < len(text) && is(text[end+1], isQuote):
		next, kind = afterQuote(text, end)
	case c == '\\', c == '^':
		next, kind = continued(text, end+1)
	case c == ' ' && end-runStart(text, end, inRun) >= keyPart && randomLike(text[runStart(text, end, inRun):end]):
		next, kind = end+1, listed // %w[a b]
	case is(c, isSpace):
		next, kind = nextLine(text, end)
	}
	if kind == noGlue || next >= len(text) || !is(text[next], inKey) {
		return 0, noGlue
	}
	return next, kind
}

// continued reads the rest of a line that ends in a continuation sign, and the next
// line's indentation, with the sign that ends it in Haskell.
func continued(text []byte, at int) (int, glue) {
	if at < len(text) && text[at] == '\r' {
		at++
	}
	if at >= len(text) || text[at] != '\n' {
		return 0, noGlue
	}
	if at = runEnd(text, at, isSpace); byteAt(text, at) == '\\' {
		at++
	}
	return at, concat
}

// afterQuote reads from the quote that closes one literal to the inside of the next.
func afterQuote(text []byte, at int) (int, glue) {
	if quote := text[at]; byteAt(text, at+1) == quote && is(byteAt(text, at+2), inKey) {
		return at + 2, concat
	}
	at = skipQuotes(text, at)
	signs, closed := 0, at
	kind := concat
	for at < len(text) && signs <= 4 {
		at = skipComments(text, at)
		switch c := byteAt(text, at); {
		case is(c, isQuote), c == '\\' && is(byteAt(text, at+1), isQuote):
			return skipQuotes(text, at), kind
		case c == ',':
			kind = listed
			at, signs = at+1, signs+1
		case isOneOf(c, "+.*&~|^<>\\_()"):
			at, signs = at+1, signs+1
		case is(c, isWord) && text[at-1] == '.':
			return afterMethod(text, at)
		case c == ';' || is(c, isWord) || c == '$' || c == '@':
			return afterName(text, at, closed, kind)
		default:
			return 0, noGlue
		}
	}
	return 0, noGlue
}

// afterMethod reads a method that puts strings together: "a".concat("b"),
// append("a").append("b").
func afterMethod(text []byte, at int) (int, glue) {
	end := runEnd(text, at, inRun)
	if !appends(text[at:end]) {
		return 0, noGlue
	}
	if at = skipComments(text, end); byteAt(text, at) == '(' && is(byteAt(text, at+1), isQuote) {
		return skipQuotes(text, at+1), concat
	}
	return 0, noGlue
}

func appends(method []byte) bool {
	switch string(method) {
	case "concat", "append", "Append", "add", "plus", "push", "push_str", "write", "WriteString":
		return true
	}
	return false
}

// afterName reads the prefix of a literal (f"…", L"…", @"…"), or in a new statement what
// adds to a variable (; key += "…", ; key.append("…") or is the next part (; part2 = "…");
// the literal before closed at closed.
func afterName(text []byte, at, closed int, kind glue) (int, glue) {
	const longestPrefix = 2
	start := at
	for at < len(text) && (is(text[at], isWord|isSpace) || isOneOf(text[at], ";$@_.-")) {
		at++
	}
	if at-start <= longestPrefix && is(byteAt(text, at), isQuote) && !is(text[at-1], isSpace) {
		return skipQuotes(text, at), kind
	}
	if isNewStatement := bytes.ContainsAny(text[closed:at], "\n;"); !isNewStatement {
		return 0, noGlue
	}
	if byteAt(text, at) == '+' && byteAt(text, at+1) == '=' || byteAt(text, at) == '=' && text[at-1] == '.' {
		for at < len(text) && (isOneOf(text[at], "+=") || is(text[at], isSpace)) {
			at++
		}
		if is(byteAt(text, at), isQuote) {
			return skipQuotes(text, at), concat
		}
		return 0, noGlue
	}
	if name := runStart(text[:at], at, inRun); byteAt(text, at) == '(' && appends(text[name:at]) || isNextPart(text, closed, at) {
		if at = runEnd(text, skipSign(text, at), isSpace); is(byteAt(text, at), isQuote) {
			return skipQuotes(text, at), concat
		}
	}
	return 0, noGlue
}

// skipSign skips the sign of an assignment or a call.
func skipSign(text []byte, at int) int {
	for isOneOf(byteAt(text, at), ":=(") {
		at++
	}
	return at
}

// isNextPart tells whether a variable that is assigned at at is called as the one that the
// literal before closed is assigned to, but for the last sign: part1, part2.
func isNextPart(text []byte, closed, at int) bool {
	if !isOneOf(byteAt(text, at), ":=") {
		return false
	}
	literal := runStart(text[:unquoted(text, closed)], unquoted(text, closed), inKey)
	part := nameOf(text, literal)
	start, end := identifier(text, lineStart(text, at), at)
	before, after := text[part.start:part.end], text[start:end]
	n := len(before)
	return part.manner == assigned && n > 1 && n == len(after) && bytes.Equal(before[:n-1], after[:n-1]) && before[n-1]+1 == after[n-1]
}

// unquoted goes left over the quotes and the padding that a literal ends with.
func unquoted(text []byte, at int) int {
	for at > 0 && (is(text[at-1], isQuote|isSpace) || isOneOf(text[at-1], "=;)")) {
		at--
	}
	return at
}

// byteAt is the byte at at, or 0 before the text and behind it.
func byteAt(text []byte, at int) byte {
	if uint(at) < uint(len(text)) {
		return text[at]
	}
	return 0
}

// skipQuotes skips a run of quotes, escaped or not: at most three, as in Python.
func skipQuotes(text []byte, at int) int {
	for range 3 {
		switch {
		case is(byteAt(text, at), isQuote):
			at++
		case byteAt(text, at) == '\\' && is(byteAt(text, at+1), isQuote):
			at += 2
		default:
			return at
		}
	}
	return at
}

// skipComments skips blanks, line ends, and comments to the end of their line.
func skipComments(text []byte, at int) int {
	from := at
	for {
		at = runEnd(text, at, isSpace)
		rest := text[at:]
		switch {
		case bytes.HasPrefix(rest, []byte("/*")):
			end := bytes.Index(rest, []byte("*/"))
			if end < 0 {
				return at
			}
			at += end + 2
		case bytes.HasPrefix(rest, []byte("//")), bytes.HasPrefix(rest, []byte("-- ")),
			bytes.HasPrefix(rest, []byte("#")) && lineStart(text, at) < from: // not a preprocessor's line
			at = lineEnd(text, at)
		default:
			return at
		}
	}
}

// nextLine reads from the end of a line to the only word of the next one, past its
// indentation and comment sign.
func nextLine(text []byte, at int) (int, glue) {
	end := runEnd(text, at, isSpace)
	if bytes.Count(text[at:end], []byte("\n")) != 1 {
		return 0, noGlue
	}
	for end < len(text) && isOneOf(text[end], "#*>|; \t") {
		end++
	}
	word := runEnd(text, end, inRun)
	word += padding(text, word)
	if rest := byteAt(text, word); rest != 0 && !isOneOf(rest, "\r\n\"'`\\<") {
		return 0, noGlue
	}
	return end, lines
}
