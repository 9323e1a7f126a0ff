package secrets

import "bytes"

// People name values in words of their own: in the prose before one, in a comment above it,
// at the head of its line.

// readLabel reads the rest of a name of several words, as people write them: "ws token".
// In rpcauth=user:VALUE it is what the user's name is given to.
func (n *name) readLabel(text []byte, from int) {
	const longest = 4
	at, sign := n.start, " "
	if at > from && text[at-1] == '=' {
		sign = "="
	}
	for words := 0; words < longest && at-1 > from && text[at-1] == sign[0] && caseOf(text[at-2]) != isOther; words++ {
		if at = runStart(text[:at-1], at-1, isWord); words == 0 {
			n.words = append(n.words, joined(text[max(at, from):n.end]))
		}
	}
	n.label = classesIn(text, max(at, from), n.start)
}

// isLabelledApart tells whether a value stands below a comment that is a label alone, of
// somebody unknown, and Kraken's name in such a one before: "# kraken: …", "# zorda:". Where
// Kraken's is alone above others it is the title of them all.
func (p *page) isLabelledApart(c *candidate) bool {
	label := p.labelAbove(c.start)
	m := c.by
	if label.end == 0 || m.end == 0 || m.end > label.start {
		return false
	}
	start, end := lineStart(p.text, m.start), lineEnd(p.text, m.end)
	sign := commentSign(p.text[start:m.start])
	if len(sign) != m.start-start || !bytes.Equal(sign, p.text[lineStart(p.text, label.start):label.start]) {
		return false
	}
	isGroup := commentSign(p.text[min(len(p.text), end+1):lineEnd(p.text, min(len(p.text), end+1))]) != nil
	return !isGroup || len(bytes.Trim(p.text[m.end:end], " \t\r:")) > 0
}

// labelAbove finds the last comment above a place, in its paragraph, if it is a word that we
// do not know, with a colon or not.
func (p *page) labelAbove(at int) bounds {
	const farthest = 8
	for b := range linesAbove(p.text, at, farthest) {
		line := bytes.TrimRight(p.text[b.start:b.end], " \t\r:")
		sign := len(commentSign(line))
		switch word := b.start + sign; {
		case len(line) == 0:
			return bounds{}
		case sign == 0:
		case sign < len(line) && all(line[sign:], isWord) && hasUnknown(p.text, word, b.start+len(line)):
			return bounds{word, b.start + len(line)}
		default:
			return bounds{}
		}
	}
	return bounds{}
}

// commentSign is what a line begins with that makes it a comment, with blanks, or nothing.
func commentSign(line []byte) []byte {
	rest := bytes.TrimLeft(line, " \t")
	body := bytes.TrimLeft(rest, "#;/*-")
	if len(body) == len(rest) {
		return nil
	}
	return line[:len(line)-len(bytes.TrimLeft(body, " \t"))]
}

// isListedApart tells whether a value stands in a line of prose that begins with somebody
// unknown, as the line that speaks for it does with Kraken: "- Kraken: …", "- Zorda secret: …".
func (p *page) isListedApart(c *candidate) bool {
	start, krakens := lineStart(p.text, c.name.start), lineStart(p.text, c.by.start)
	lead := p.text[krakens:max(krakens, c.by.start)]
	first := start + len(lead)
	if c.by.end == 0 || c.name.manner != assigned || first >= c.name.start || !bytes.HasPrefix(p.text[start:c.name.start], lead) {
		return false
	}
	if len(bytes.Trim(lead, " \t#;/*-+")) > 0 || byteAt(p.text, c.name.end) != ':' || krakens == start {
		return false
	}
	end := runEnd(p.text, first, isWord)
	return byteAt(p.text, end) == ' ' && hasUnknown(p.text, first, end)
}
