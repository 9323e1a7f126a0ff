package secrets

import (
	"bytes"
	"cmp"
	"slices"
)

// isMarkup tells whether a text is XML or HTML, where elements are structures, too. Of what
// begins with <?, only <?xml is: PHP is code.
func isMarkup(text []byte) bool {
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	return len(text) > 1 && text[0] == '<' && (text[1] == '!' || is(text[1], isWord) || bytes.HasPrefix(text, []byte("<?xml")))
}

// scopesInMarkup gives the structures around text[at], from the innermost to the
// outermost: the elements, and the brackets and blocks of code or text in the innermost
// one whose end is in sight.
func scopesInMarkup(text []byte, at int) []scope {
	elements, low := elementsAround(text, at), 0
	for _, e := range elements {
		if e.end < at+farthestDown {
			low = e.start
			break
		}
	}
	all := append(scopesFrom(text, low, at), elements...)
	slices.SortStableFunc(all, func(a, b scope) int { return cmp.Compare(b.start, a.start) })
	return all
}

// elementsAround gives the elements around text[at], from the innermost to the outermost.
// Each is called by its tag and attributes. What no tag of that name closes is none: <p> at
// times, a<b in code, <your key> in prose.
func elementsAround(text []byte, at int) []scope {
	var found []scope
	ends, all := closersAfter(text, at)
	closed := make(map[string]int) // tags whose elements have ended before the value
	shut := -1
	for i := at - 1; i >= max(0, at-farthestUp) && len(found) < mostScopes; i-- {
		switch {
		case text[i] == '>':
			shut = i
		case text[i] == '<' && shut >= 0: // without an end, the value is in the tag
			s := scope{start: shut + 1, end: at + farthestDown, label: i + 1, until: shut}
			shut = -1
			name, opens := readTag(text[s.label:s.until])
			if closed[name] -= opens; opens <= 0 || closed[name] >= 0 {
				continue
			}
			closed[name] = 0
			if n := slices.IndexFunc(ends, func(c closer) bool { return c.name == name }); n >= 0 {
				s.end, ends = ends[n].start, ends[n+1:]
			} else if all || len(ends) > 0 {
				continue
			}
			s.end = min(s.end, len(text))
			found = append(found, s)
		}
	}
	return found
}

// closer is a tag that ends an element.
type closer struct {
	start int
	name  string
}

// closersAfter lists the tags after a place that close what was opened before it, and tells
// whether these are all.
func closersAfter(text []byte, at int) ([]closer, bool) {
	limit := min(len(text), at+farthestDown)
	var found []closer
	opened := make(map[string]int)
	open := -1
	for i := at; i < limit && len(found) < mostScopes; i++ {
		switch {
		case text[i] == '<':
			open = i
		case text[i] == '>' && open >= 0:
			name, opens := readTag(text[open+1 : i])
			if opened[name] += opens; opened[name] < 0 {
				opened[name] = 0
				found = append(found, closer{open, name})
			}
			open = -1
		}
	}
	return found, limit == len(text) && len(found) < mostScopes
}

// readTag gives the name of a tag, and 1 if it begins an element, -1 if it ends one, and 0
// if it is an element for itself, a comment or a declaration.
func readTag(tag []byte) (name string, opens int) {
	rest, ends := bytes.CutPrefix(tag, []byte("/"))
	if end := bytes.IndexAny(rest, " \t\r\n/"); end >= 0 {
		rest = rest[:end]
	}
	switch {
	case ends:
		return string(rest), -1
	case bytes.HasSuffix(tag, []byte("/")), isVoid(tag):
		return string(rest), 0
	}
	return string(rest), 1
}

// isVoid tells whether a tag begins no element: a comment, a declaration, HTML's <br>.
func isVoid(tag []byte) bool {
	switch string(lower(tag[:runEnd(tag, 0, isWord)])) {
	case "", "br", "hr", "img", "input", "link", "meta":
		return true
	}
	return false
}

// isTag tells whether a word is in the name of an element, and not of a type's parameter.
func isTag(text []byte, w word) bool {
	start := runStart(text, w.start, inRun)
	before := text[max(0, start-2):start]
	switch {
	case bytes.HasSuffix(before, []byte("<")):
		return len(before) < 2 || !is(before[0], isWord)
	default:
		return string(before) == "</"
	}
}

// inOpeningTag tells whether a word stands in the tag that begins an element.
func inOpeningTag(text []byte, w word) bool {
	low, high := max(0, w.start-longestLine), min(len(text), w.end+longestLine)
	open := bytes.LastIndexAny(text[low:w.start], "<>")
	shut := bytes.IndexAny(text[w.end:high], "<>")
	if open < 0 || shut < 0 || text[low+open] != '<' || text[w.end+shut] != '>' || text[w.end+shut-1] == '/' {
		return false
	}
	return !isVoid(text[low+open+1 : w.start])
}
