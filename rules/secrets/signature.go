package secrets

import (
	"bytes"
	"slices"
)

// What signs a request to Kraken has the form of a private key. It is told by what it or its
// column is called, by the call that gives it, and by the path of a request beside it.

// signature tells whether the name is that of a signature or a digest; where the name
// says nothing, whether the line or the list does. What is given to a function that
// signs is the key.
func (c *candidate) signature() bool {
	said := union(c.name.words)
	switch {
	case said&ofGiven != 0 && union(c.name.left)&ofSignature != 0:
		return true
	case c.name.manner == unnamed && c.about&ofSignature != 0 && c.about&ofCredential == 0:
		return true // in a file of digests
	case c.name.callee:
		return c.tabled&(ofSignature|ofCompared) != 0
	case said&^(ofPlain|ofType|ofSelector|ofPhrase) == 0 || c.name.manner == unnamed || c.name.manner == spoken:
		return endsIn(append(c.name.left, c.name.words...), ofSignature) || c.tabled&(ofSignature|ofCompared) != 0
	}
	return endsIn(c.name.words, ofSignature)
}

// endsIn tells whether a word of class stands in a name with no word of keys after it.
func endsIn(words []class, of class) bool {
	for i := len(words) - 1; i >= 0; i-- {
		if words[i]&of != 0 {
			return true
		}
		if words[i]&ofCredential != 0 {
			return false
		}
	}
	return false
}

// tabled tells what the columns are about of a table that a value without a name of its
// own is in: the fields of its type, the first argument of the call that lists rows, the
// comment that ends its row.
func (p *page) tabled(c *candidate) class {
	const head = 80
	var said class
	rest := p.text[c.end:min(lineEnd(p.text, c.end), c.end+head)]
	switch {
	case c.name.manner == spoken && (union(c.name.left)|union(c.name.words))&ofCredential == 0:
		return union(classesIn(rest, 0, len(rest))) & ofSignature
	case c.name.manner != argument && c.name.manner != unnamed:
		return 0
	}
	if i := max(bytes.Index(rest, []byte("//")), bytes.IndexByte(rest, '#')); i >= 0 {
		said |= union(classesIn(rest, i, len(rest)))
	}
	said |= callBefore(p.text, c.start)
	if c.name.manner == unnamed && is(byteAt(p.text, c.end), isSpace) {
		said |= union(classesIn(rest, 0, len(rest))) & ofSignature // of a list of checksums
	}
	for i, s := range c.scopes[:min(len(c.scopes), 3)] {
		switch {
		case s.call && s.until == s.start && s.says(p.text)&ofSignature != 0 && s.says(p.text)&ofCompared == 0:
			return said // what is given to a function that signs is the key
		case s.call && i > 0:
			if is(byteAt(p.text, s.start+1), isQuote) {
				said |= union(classesIn(p.text, s.start, min(s.start+head, c.scopes[i-1].start)))
			}
		case !s.call && i < 2:
			said |= s.says(p.text)
		}
	}
	return said
}

// callBefore gives what a call is about that stands before a value in a list of arguments:
// is(sign(path), VALUE).
func callBefore(text []byte, at int) class {
	from := lineStart(text, at)
	at = skipQuotesLeft(text, from, at)
	if at-2 < from || text[at-1] != ',' || text[at-2] != ')' {
		return 0
	}
	depth := 0
	for i := at - 2; i >= from; i-- {
		if text[i] == ')' {
			depth++
		} else if text[i] == '(' {
			depth--
		}
		if depth == 0 {
			start, end := opened(text, from, i)
			return union(classesIn(text, start, end)) & (ofSignature | ofCompared)
		}
	}
	return 0
}

// endsRow tells whether a value is the last in a row of a list, or of what a test is called
// with, that has the path of a request to Kraken in it, too: what signs that.
func (p *page) endsRow(c *candidate) bool {
	if len(c.scopes) == 0 || c.name.manner != argument {
		return false
	}
	row := c.scopes[0]
	if said := row.says(p.text); row.call && row.label < row.until && said&(ofSelector|ofCompared) == 0 {
		return false
	}
	before := bytes.FieldsFunc(p.text[max(row.start, c.start-nearby):c.start], func(r rune) bool { return r < 128 && is(byte(r), isQuote) })
	return slices.ContainsFunc(before, isEndpoint) && len(values(p.text[c.end:min(row.end, c.end+nearby)])) == 0
}

// isOutput tells whether a value is what a call of something that signs gives, in a comment
// after it, or in the line below it in a session: ">>> sign(path, secret)".
func (p *page) isOutput(c *candidate) bool {
	if c.name.manner != unnamed {
		return false
	}
	line := p.text[max(lineStart(p.text, c.start), c.start-longestLine):c.start]
	if len(bytes.Trim(line, " \t#/*-'\"`")) == 0 {
		line = bytes.TrimLeft(lineAbove(p.text, c.start), " \t#/*")
		if !bytes.HasPrefix(line, []byte(">>>")) && !bytes.HasPrefix(line, []byte("$ ")) {
			return false
		}
	}
	return union(classesIn(line, 0, len(line)))&ofSignature != 0
}

// isHashed tells whether a value is called nothing that says what it is, in a structure that is
// called a signature or a digest, {"checksum": {"b64": VALUE}}, or below a comment that says so.
func (p *page) isHashed(c *candidate) bool {
	if c.name.manner != assigned || union(classesIn(p.text, c.name.start, c.name.end))&^(ofPlain|ofType|ofSelector|ofKraken) != 0 {
		return false
	}
	if above := lineAbove(p.text, c.start); commentSign(above) != nil {
		said := union(classesIn(above, 0, len(above)))
		return said&ofSignature != 0 && said&ofHalf == 0
	}
	if len(c.scopes) == 0 || c.scopes[0].call {
		return false
	}
	for _, s := range c.scopes[:min(len(c.scopes), 2)] {
		if joined(p.text[s.label:s.until])&ofPurpose != 0 {
			return true // {"allowCredentials": [{"id": VALUE}]}
		}
	}
	return endsIn(classesIn(p.text, c.scopes[0].label, c.scopes[0].until), ofSignature)
}
