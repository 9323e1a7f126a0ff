package secrets

import "bytes"

// manner is how a value and its name stand together.
type manner uint8

const (
	unnamed  manner = iota // first on its line
	assigned               // name = value, "name": "value"
	argument               // name(value), [value, value]
	element                // <name>value</name>
	spoken                 // name value: prose, flags, Dockerfiles
	compared               // name == value
)

// name is what a value is called where it stands: the words of that name, in order, and
// of the rest of the line to its left.
type name struct {
	start, end int
	manner     manner
	callee     bool    // it is the function's, not the argument's own
	words      []class // of the name itself
	left       []class // of what stands before the name on the line
	label      []class // of those, the ones that only blanks part from the name
	method     []class // of a function's name, what is behind the last dot
	beside     bounds  // of another field, that names it
}

// union is the union of some words' classes.
func union(words []class) class {
	var c class
	for _, w := range words {
		c |= w
	}
	return c
}

// longestLine bounds how far a name is looked for, in bytes.
const longestLine = 240

// nameOf reads the name of the value at at.
func nameOf(text []byte, at int) name {
	from := max(lineStart(text[:at], at), at-longestLine)
	end, how := skipSigns(text, from, at)
	if how == unnamed {
		return nameAbove(text, from)
	}
	n := name{manner: how}
	switch how {
	case argument:
		var opening int
		n.start, n.end, opening = argumentName(text, from, end)
		before := n.start < opening // the bracket
		n.callee = before && !is(text[opening-1], isSpace)
		if !before {
			from = max(from, opening)
		}
		n.lookThrough(text, from)
	case element:
		n.start, n.end = elementName(text, from, end)
	default:
		n.start, n.end = identifier(text, from, end)
	}
	n.read(text, from)
	return n
}

// read collects the words of a name and of what is left of it in its statement.
func (n *name) read(text []byte, from int) {
	n.words = classesIn(text, n.start, n.end)
	if c := joined(text[n.start:n.end]); c != 0 {
		n.words = append(n.words, c)
	}
	begin := statement(text, from, n.start)
	n.left = classesIn(text, begin, n.start)
	n.method = classesIn(text, n.start+bytes.LastIndexByte(text[n.start:n.end], '.')+1, n.end)
	n.readLabel(text, begin)
}

// isPublic tells whether a name is that of the half that is no secret.
func (n *name) isPublic() bool { return union(n.words)&ofPublic != 0 }

// seals tells whether what is called so is sealed: not what is given to a method of
// something that is called after encryption, as CryptoJS.enc.Base64.parse.
func (n *name) seals() bool {
	if n.callee {
		return union(n.method)&ofSealed != 0
	}
	return union(n.words)&(ofSealed|ofAlone|ofForm) != 0
}

// joined looks a name up as one word without its signs and what it is selected from:
// secret_key_base, AccountKey, app.secret_key, app.config["SECRET_KEY"].
func joined(name []byte) class {
	name = name[bytes.LastIndexAny(name, ".[")+1:]
	var letters []byte
	for _, c := range lower(name[max(0, len(name)-40):]) {
		if is(c, isWord) {
			letters = append(letters, c)
		}
	}
	return vocabulary().of(letters) & (ofPurpose | ofOther | ofSignature | ofFramework | ofAlone | ofGiven)
}

// statement is where what a name belongs to begins: after the last brace or semicolon, or
// after an element, of a list or of XML, that has ended.
func statement(text []byte, from, at int) int {
	from = min(from, at)
	start := from + bytes.LastIndexAny(text[from:at], "{};") + 1
	for _, ended := range []string{"],", "),", "</", "/>", "$("} {
		start = max(start, from+bytes.LastIndex(text[from:at], []byte(ended))+1)
	}
	return start
}

func classesIn(text []byte, start, end int) []class {
	var found []class
	wordsIn(text, start, end, func(w word) { found = append(found, w.class) })
	return found
}

// skipSigns goes left from a value over its quotes to what joins it to its name.
func skipSigns(text []byte, from, at int) (int, manner) {
	at = skipQuotesLeft(text, from, at)
	if at == from {
		return at, unnamed
	}
	switch c := text[at-1]; {
	case isOneOf(c, ",([{;"):
		return at - 1, argument
	case c == '>' && (at-2 < from || !isOneOf(text[at-2], "=-:~|")):
		return at - 1, element
	case isOneOf(c, "=:>?|<-+~!&"):
		start := at
		for start > from && isOneOf(text[start-1], "=:>?|<-+~!& ") {
			start--
		}
		if sign := text[start:at]; bytes.Contains(sign, []byte("==")) || bytes.Contains(sign, []byte("!=")) || bytes.Contains(sign, []byte("<>")) {
			return start, compared
		}
		switch {
		case start == from:
			return start, unnamed
		case text[start-1] == '(' && text[start] == '=':
			return start, compared // in Lisp
		}
		return start, assigned
	case c == '/' && at-2 > from && text[at-2] == ' ' && is(byteAt(text, at), isSpace|isQuote):
		return at - 1, argument // KEY / SECRET
	case isOneOf(c, "#/"):
		return at, unnamed
	default:
		return at, spoken
	}
}

// skipQuotesLeft goes over quotes, blanks, Markdown's signs and a literal's prefix.
func skipQuotesLeft(text []byte, from, at int) int {
	quoted := false
	for at > from {
		c := text[at-1]
		switch {
		case is(c, isQuote):
			quoted = true
		case is(c, isSpace), isOneOf(c, "\\*_$@"):
		case quoted && at-2 >= from && isOneOf(c, "bBrRuUfFlLcsqQ") && !is(text[at-2], isWord|isQuote):
			quoted = false
		default:
			return at
		}
		at--
	}
	return at
}

// identifier reads a name that ends before end, over types between it and the value.
func identifier(text []byte, from, end int) (int, int) {
	for range 6 {
		end = trimRight(text, from, end)
		start := end
		for start > from && (is(text[start-1], inRun) || isOneOf(text[start-1], ".$@[]\"'/?!#")) {
			start--
		}
		if start == end {
			return end, end
		}
		if !isType(text[start:end]) {
			return start, end
		}
		end = start
	}
	return end, end
}

// isType tells whether what stands before a value is its type and not its name: of what may
// be either, "[]string".
func isType(text []byte) bool {
	said := union(classesIn(text, 0, len(text)))
	return said&ofType != 0 && (said == ofType || said == ofType|ofPlain && isOneOf(text[0], "[]*"))
}

// trimRight goes left over signs, and over a block in braces, to the end of a name.
func trimRight(text []byte, from, end int) int {
	for end > from {
		switch c := text[end-1]; {
		case c == '}':
			open := bytes.LastIndexByte(text[from:end], '{')
			if open < 0 {
				return end
			}
			end = from + open
		case is(c, isSpace|isQuote), isOneOf(c, "=:>?|<-+~!&*),\\(;"):
			end--
		default:
			return end
		}
	}
	return end
}

// elementName gives the tag before an element's text, or the element before that where
// the tag says nothing: <key>Name</key><string>value.
func elementName(text []byte, from, at int) (int, int) {
	open := bytes.LastIndexByte(text[from:at], '<')
	if open < 0 {
		return at, at
	}
	start := from + open + 1
	words := classesIn(text, start, at)
	if said := union(words); said&^(ofPlain|ofType|ofSelector) != 0 || start < 2 {
		return start, at
	}
	prior := trimTag(text, start-1)
	if prior < 0 {
		return start, at
	}
	return max(lineStart(text, prior), prior-longestLine), prior
}

// trimTag finds the end of the text of the element that closes before at.
func trimTag(text []byte, at int) int {
	for at > 0 && is(text[at-1], isSpace) {
		at--
	}
	if at == 0 || text[at-1] != '>' {
		return -1
	}
	return bytes.LastIndexByte(text[max(0, at-longestLine):at], '<') + max(0, at-longestLine)
}

// nameAbove reads the name of a value that is first on its line off the lines above:
// the nearest that has a letter, or the one where a literal begins that goes on here.
func nameAbove(text []byte, start int) name {
	end := start
	for range 4 {
		for end > 0 && !is(text[end-1], isWord) && !isOneOf(text[end-1], ",>\"'+.&*|\\([{=:") {
			end--
		}
		if end == 0 || bytes.Count(text[end:start], []byte("\n")) > 4 {
			return name{}
		}
		if from := lineStart(text, end); from > 0 && !hasLetter(text[from:end]) && start-from < longestLine {
			end = from
			continue
		}
		break
	}
	from := max(lineStart(text, end), end-longestLine)
	if literal := literalBefore(text, from, end); literal > from {
		return nameOf(text, literal)
	}
	n := name{manner: unnamed}
	switch c := text[end-1]; {
	case c == ',':
		var opening int
		n.start, n.end, opening = argumentName(text, from, end-1)
		n.callee = n.start < opening
	case isOneOf(c, "([{"):
		n.start, n.end = opened(text, from, end-1)
		n.callee = c == '('
	case c == '>' && !isOneOf(byteAt(text, end-2), ":=- "):
		n.start, n.end = elementName(text, from, end-1)
	default:
		n.start, n.end = identifier(text, from, end)
	}
	n.read(text, from)
	return n
}

func hasLetter(text []byte) bool {
	for _, c := range text {
		if caseOf(c) != isOther {
			return true
		}
	}
	return false
}

// literalBefore finds where the literal begins that a line ends with and that the next
// line adds to: "…" + or "…" \ at the end of a line that has a name, too.
func literalBefore(text []byte, from, end int) int {
	at := end
	for at > from && isOneOf(text[at-1], " \t+.&*|\\") {
		at--
	}
	if at == from || !is(text[at-1], isQuote) || at == end {
		return -1
	}
	quote := text[at-1]
	return from + bytes.LastIndexByte(text[from:at-1], quote) + 1
}
