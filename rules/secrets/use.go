package secrets

import "bytes"

// A variable whose name says nothing is called by what it is used for: secret = parts.join(""),
// API(secret=s), signature == x.

const (
	farthestUse = 4 << 10 // bytes behind a value in which its variable is looked for
	mostUses    = 8
	longestVar  = 40
	saysNothing = ofPlain | ofType | ofSelector
)

// nameByUse adds what the first use of a value's variable that says something calls it.
func (p *page) nameByUse(c *candidate) {
	variable := p.variableOf(c)
	if variable == nil {
		return
	}
	text := p.text[:min(len(p.text), c.end+farthestUse)]
	for at, uses := c.end, 0; uses < mostUses; uses++ {
		next := bytes.Index(text[at:], variable)
		if next < 0 {
			return
		}
		at += next
		use := useOf(text, at, at+len(variable))
		if c.name.words = append(c.name.words, use.words...); use.manner == compared {
			c.name.manner = compared
		}
		if use.manner != unnamed {
			return
		}
		at += len(variable)
	}
}

// variableOf gives the name of a value where it is a variable's and says nothing, or nil.
func (p *page) variableOf(c *candidate) []byte {
	called := c.name.callee && bytes.IndexByte(p.text[c.name.end:max(c.name.end, c.start)], '(') >= 0
	if union(c.name.words)&^saysNothing != 0 || called || c.name.manner > argument {
		return nil
	}
	variable := bytes.Trim(p.text[c.name.start:c.name.end], "\"'`[]")
	if len(variable) == 0 || len(variable) > longestVar || !all(bytes.Trim(variable, "$@."), inRun) {
		return nil
	}
	return variable
}

// useOf is the name that a use of the variable at text[start:end] gives it. It is unnamed where
// the use says nothing, or the variable is part of another name.
func useOf(text []byte, start, end int) name {
	if start == 0 || is(text[start-1], inRun) || isOneOf(text[start-1], "$@.") || is(byteAt(text, end), isWord) || byteAt(text, end) == '_' {
		return name{}
	}
	if start > 1 && text[start-1] == '{' && isOneOf(text[start-2], "$#") {
		start -= 2 // "${a}${b}"
	}
	n := nameOf(text, start)
	telling := ofCredential | ofPassword | ofPurpose | ofSignature | ofCompared
	switch said := union(n.words); {
	case n.manner == compared || isCompared(text[end:]):
		return name{manner: compared}
	case n.callee && said&^saysNothing == 0: // "".join(parts)
		n = assignedFrom(text, n.start)
		telling = ofCredential | ofPassword
	case n.callee:
		telling = ofCompared
	}
	if n.manner != assigned && n.manner != argument || union(n.words)&telling == 0 {
		return name{}
	}
	return n
}

// nameByFunction adds the name of the function that a value is returned by.
func (p *page) nameByFunction(c *candidate) {
	if len(c.scopes) > 0 && !c.scopes[0].call && string(lower(p.text[c.name.start:c.name.end])) == "return" {
		c.name.words = append(c.name.words, classesIn(p.text, c.scopes[0].label, c.scopes[0].until)...)
	}
}

// isCompared tells whether what ends before text is compared with what comes.
func isCompared(text []byte) bool {
	text = bytes.TrimLeft(text, " ")
	return bytes.HasPrefix(text, []byte("==")) || bytes.HasPrefix(text, []byte("!="))
}

// assignedFrom names a value by what the call of a function at at is assigned to.
func assignedFrom(text []byte, at int) (n name) {
	from := max(lineStart(text, at), at-longestLine)
	if start, end, ok := assignee(text, from, at); ok {
		n = name{start: start, end: end, manner: assigned}
		n.read(text, from)
	}
	return n
}
