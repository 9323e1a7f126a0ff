package secrets

import "bytes"

// scope is a structure around a value: a bracket and what it belongs to, the lines below
// a less indented one, a section of an ini or TOML file.
type scope struct {
	start, end   int // what is in it
	label, until int // its name: text[label:until]
	call         bool
}

// says is what the scope's name is about.
func (s scope) says(text []byte) class { return union(classesIn(text, s.label, s.until)) }

// seals tells whether what is in a scope is sealed: ENC[…], and not what is given to a
// method of something that is called so, CryptoJS.enc.Base64.parse(…).
func (s scope) seals(text []byte) bool {
	if s.call {
		s.label += bytes.LastIndexByte(text[s.label:s.until], '.') + 1
	}
	return s.says(text)&ofSealed != 0
}

const (
	farthestUp   = 16 << 10 // bytes before a value that are searched for scopes
	farthestDown = 4 << 10  // bytes after it that still are in them
	mostScopes   = 12
)

// scopesOf gives the structures around text[at], from the innermost to the outermost.
func scopesOf(text []byte, at int) []scope { return scopesFrom(text, 0, at) }

// scopesFrom gives those that begin at low or after it.
func scopesFrom(text []byte, low, at int) []scope {
	w := walk{text: text, low: max(low, at-farthestUp), at: at}
	w.indent, w.item = w.margin(lineStart(text, at))
	depth := 0
	for i := at - 1; i >= w.low && len(w.found) < mostScopes && !w.closed; i-- {
		switch c := text[i]; c {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth < 0 {
				depth = 0
				w.bracket(i)
			}
		case '\n':
			if depth == 0 {
				w.line(i + 1)
			}
		}
	}
	if !w.closed && depth == 0 && w.low == 0 {
		w.line(0)
	}
	return w.found
}

// walk goes up a text from a value.
type walk struct {
	text    []byte
	low, at int
	found   []scope
	indent  int  // of the innermost scope's content
	item    int  // column of the dash of the list item that is open, or -1
	closed  bool // a section's head was passed: nothing above belongs to the value
}

// margin gives the indentation of the content of a line, and the column of its last
// leading dash or -1.
func (w *walk) margin(start int) (indent, item int) {
	item = -1
	for i := start; i < len(w.text); i++ {
		switch c := w.text[i]; {
		case c == '-' && (byteAt(w.text, i+1) == ' ' || byteAt(w.text, i+1) == '\n'):
			item = i - start
		case c != ' ' && c != '\t':
			return i - start, item
		}
	}
	return len(w.text) - start, item
}

func (w *walk) bracket(open int) {
	start, end := opened(w.text, max(lineStart(w.text, open), w.low), open)
	w.found = append(w.found, scope{open, closing(w.text, w.at, w.text[open]), start, end, w.text[open] == '('})
	w.indent, w.item = w.margin(lineStart(w.text, open))
}

// closing finds where the bracket around at that opens with open closes.
func closing(text []byte, at int, open byte) int {
	limit := min(len(text), at+farthestDown)
	depth := 0
	for i := at; i < limit; i++ {
		switch c := text[i]; {
		case isOneOf(c, "([{"):
			depth++
		case isOneOf(c, ")]}"):
			if depth--; depth < 0 && c-open <= 2 {
				return i
			}
		}
	}
	return limit
}

// line looks at a line above the value: the head of a section, the parent by
// indentation, the list item that the value is in.
func (w *walk) line(start int) {
	end := lineEnd(w.text, start)
	body := bytes.TrimSpace(w.text[start:end])
	if len(body) == 0 || start > w.at {
		return
	}
	if w.section(start, body) {
		return
	}
	indent, item := w.margin(start)
	switch {
	case end >= w.at: // the value's own line
		if item >= 0 {
			w.openItem(start, item)
		}
	case item >= 0 && indent == w.indent && w.item < 0:
		w.openItem(start, item)
	case indent < w.indent && item != indent:
		w.openBlock(start, min(end, start+longestLine), indent)
	}
}

func (w *walk) openItem(start, item int) {
	w.found = append(w.found, scope{start: start, end: w.itemEnd(item), label: start, until: start})
	w.indent, w.item = item+1, item
}

// openBlock opens the block below the line from start to end.
func (w *walk) openBlock(start, end, indent int) {
	if i := bytes.IndexAny(w.text[start:end], ":="); i >= 0 {
		end = start + i
	}
	w.found = append(w.found, scope{start: start, end: w.blockEnd(indent), label: start, until: end})
	w.indent, w.item = indent, -1
}

// itemEnd is where the list item whose dash stands in a column ends.
func (w *walk) itemEnd(item int) int {
	return w.down(func(indent, dash int) bool { return indent <= item || dash >= 0 && dash <= item })
}

func (w *walk) blockEnd(parent int) int {
	return w.down(func(indent, _ int) bool { return indent <= parent })
}

// down finds the first line below the value that ends a scope.
func (w *walk) down(ends func(indent, dash int) bool) int {
	limit := min(len(w.text), w.at+farthestDown)
	for start := lineEnd(w.text, w.at) + 1; start < limit; start = lineEnd(w.text, start) + 1 {
		if w.text[start] == '\n' || w.text[start] == '\r' {
			continue
		}
		if ends(w.margin(start)) {
			return start
		}
	}
	return limit
}

// section opens the section that body is the head of.
func (w *walk) section(start int, body []byte) bool {
	if !isSection(body) {
		return false
	}
	end := w.down(func(int, int) bool { return false })
	if next := bytes.Index(w.text[w.at:end], []byte("\n[")); next >= 0 {
		end = w.at + next
	}
	w.found = append(w.found, scope{start: start, end: end, label: start, until: lineEnd(w.text, start)})
	w.closed = true
	return true
}
