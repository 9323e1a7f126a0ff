package secrets

import "bytes"

// isMarkup tells whether a text is XML or HTML, where elements are the structures.
func isMarkup(text []byte) bool {
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	return len(text) > 1 && text[0] == '<' && (isOneOf(text[1], "?!") || is(text[1], isWord))
}

// elementsAround gives the elements around text[at], from the innermost to the outermost.
// Each is called by its tag and attributes.
func elementsAround(text []byte, at int) []scope {
	low := max(0, at-farthestUp)
	var found []scope
	depth := 0
	for end := at; len(found) < mostScopes; {
		open := low + bytes.LastIndexByte(text[low:end], '<')
		if open < low {
			break
		}
		end = open
		switch shut := open + bytes.IndexByte(text[open:at], '>'); {
		case shut < open: // the value is in the tag
		case byteAt(text, open+1) == '/':
			depth++
		case text[shut-1] == '/' || isVoid(text[open+1:shut]):
		case depth > 0:
			depth--
		default:
			found = append(found, scope{start: shut + 1, end: elementEnd(text, at, len(found)), label: open + 1, until: shut})
		}
	}
	return found
}

// elementEnd finds where the element ends that is around text[at] with so many others in it.
func elementEnd(text []byte, at, within int) int {
	limit := min(len(text), at+farthestDown)
	for depth := within; at < limit; {
		open := bytes.IndexByte(text[at:limit], '<')
		if open < 0 {
			break
		}
		open += at
		shut := open + bytes.IndexByte(text[open:limit], '>')
		switch {
		case shut < open:
			return limit
		case text[open+1] == '/' && depth == 0:
			return open
		case text[open+1] == '/':
			depth--
		case text[shut-1] != '/' && !isVoid(text[open+1:shut]):
			depth++
		}
		at = shut + 1
	}
	return limit
}

// isVoid tells whether a tag begins no element: a comment, a declaration, HTML's <br>.
func isVoid(tag []byte) bool {
	switch string(lower(tag[:runEnd(tag, 0, isWord)])) {
	case "", "br", "hr", "img", "input", "link", "meta":
		return true
	}
	return false
}

// isTag tells whether a word is in the name of an element.
func isTag(text []byte, w word) bool {
	start := runStart(text, w.start, inRun)
	return start > 0 && (text[start-1] == '<' || start > 1 && text[start-2] == '<')
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
