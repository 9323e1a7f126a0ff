package secrets

import "bytes"

// What is given to a function, or stands in a list, is called by the string before it, by the
// function, or by what the result is assigned to.

// argumentName gives what an argument is called by: the string argument before it, or
// the function; and where the bracket opens.
func argumentName(text []byte, from, at int) (start, end, opening int) {
	start, end, named := 0, 0, false
	if text[at] == ',' {
		start, end, named = stringBefore(text, from, at)
	}
	depth := 0
	for i := at; i >= from; i-- {
		switch c := text[i]; {
		case isOneOf(c, ")]}"):
			depth++
		case isOneOf(c, "([{") && depth > 0:
			depth--
		case isOneOf(c, "([{") && named:
			return start, end, i
		case isOneOf(c, "([{"):
			start, end = opened(text, from, i)
			return start, end, i
		}
	}
	if named {
		return start, end, from
	}
	if sign := assignment(text[from:at]); sign >= 0 {
		start, end = identifier(text, from, from+sign)
		return start, end, at
	}
	return at, at, from
}

// assignment finds the first "=" in text that is no padding, or -1: what a list of values
// without brackets is assigned to stands before it.
func assignment(text []byte) int {
	for at, c := range text {
		if c == '=' && byteAt(text, at+1) != '=' && (at == 0 || text[at-1] != '=') {
			return at
		}
	}
	return -1
}

// opened gives the name of what the bracket at at opens: a function, a variable, a type
// with all of its fields. A bracket that follows a comma or a bracket has none.
func opened(text []byte, from, at int) (int, int) {
	end := at
	for end > from && is(text[end-1], isSpace) {
		end--
	}
	if end == from || isOneOf(text[end-1], ",([{;") {
		return end, end
	}
	if text[end-1] == '}' {
		if open := bytes.LastIndexByte(text[from:end], '{'); open >= 0 {
			return from + open, end
		}
	}
	if text[end-1] == ')' {
		if open := bytes.LastIndexByte(text[from:end], '('); open > 0 {
			end = from + open
		}
	}
	return identifier(text, from, end)
}

// stringBefore reads a quoted name before a comma: Setenv("NAME", value). A value of a
// key's length is no name.
func stringBefore(text []byte, from, at int) (start, end int, ok bool) {
	const longest = 64
	for at > from && is(text[at-1], isSpace) {
		at--
	}
	if at == from || !is(text[at-1], isQuote) {
		return 0, 0, false
	}
	end = at - 1
	start = bytes.LastIndexByte(text[from:end], text[end]) + from + 1
	if isPath(text[start:end]) || start == from || end-start > longest || end == start || randomLike(text[start:end]) && end-start > 30 {
		return 0, 0, false
	}
	return start, end, true
}

// isPath tells whether a string is the path of a request, which names no argument.
func isPath(text []byte) bool {
	return bytes.HasPrefix(text, []byte("/0/")) || bytes.Contains(text, []byte("/api/")) || bytes.Contains(text, []byte("://"))
}

// isEndpoint tells whether a name is the path of a request to Kraken.
func isEndpoint(name []byte) bool {
	return bytes.HasPrefix(name, []byte("/0/")) || bytes.HasPrefix(name, []byte("/derivatives/")) || bytes.HasPrefix(name, []byte("/api/v"))
}

// lookThrough takes the variable for the name of what it gets decoded: in
// key = b64decode(VALUE) the function says nothing.
func (n *name) lookThrough(text []byte, from int) {
	called := lower(text[n.start:n.end])
	if !n.callee || !bytes.Contains(called, []byte("b64")) && !bytes.Contains(called, []byte("base64")) {
		return
	}
	if start, end, ok := assignee(text, from, n.start); ok {
		n.start, n.end, n.manner, n.callee = start, end, assigned, false
	}
}

// assignee is the name that what begins at at is assigned to, if it is to one.
func assignee(text []byte, from, at int) (start, end int, ok bool) {
	end, how := skipSigns(text, from, at)
	if how != assigned {
		return 0, 0, false
	}
	start, end = identifier(text, from, end)
	return start, end, true
}
