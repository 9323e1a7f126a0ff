package secrets

import "bytes"

// isTitledApart tells whether a value stands under the title of somebody unknown, while
// Kraken is named before it or in another paragraph.
func (p *page) isTitledApart(c *candidate) bool {
	title := p.titleAbove(c.start)
	if title.end == 0 || p.names(ofKraken, title.start, c.start) {
		return false
	}
	m := c.by
	return m.end <= title.start || bytes.Contains(p.text[c.end:max(c.end, m.start)], []byte("\n\n"))
}

// isTitledAlike tells whether the title of somebody unknown that a value stands under is
// written as one above it that is Kraken's: "## Kraken", "## Zorda".
func (p *page) isTitledAlike(c *candidate) bool {
	title, m := p.titleAbove(c.start), c.by
	if title.end == 0 || m.end == 0 || m.end > title.start || p.names(ofKraken, title.start, c.start) {
		return false
	}
	start := lineStart(p.text, m.start)
	lead := p.text[title.start : title.end-len(bytes.TrimLeft(p.text[title.start:title.end], " \t#;/*-="))]
	return isTitle(p.text[start:lineEnd(p.text, start)]) && bytes.Equal(lead, p.text[start:m.start])
}

// names tells whether a stretch of the text names an owner.
func (p *page) names(owner class, start, end int) bool {
	for _, m := range p.mentions[p.mentionAt(start):p.mentionAt(end)] {
		if m.class&owner != 0 {
			return true
		}
	}
	return false
}

// titleAbove finds the nearest title above a place that has a word which we do not know.
func (p *page) titleAbove(at int) bounds {
	const farthest = 24
	start := lineStart(p.text, at)
	for range farthest {
		if start == 0 {
			break
		}
		start = lineStart(p.text, start-1)
		b := bounds{start, lineEnd(p.text, start)}
		above := lineStart(p.text, max(0, start-1))
		if isTitle(p.text[b.start:b.end]) && len(bytes.TrimSpace(p.text[above:start])) == 0 && hasUnknown(p.text, b.start, b.end) {
			return b
		}
	}
	return bounds{}
}

// isTitle tells whether a line is one or two words with capitals, as a heading or not.
func isTitle(line []byte) bool {
	words := bytes.Fields(bytes.Trim(line, " \t\r#;/*-="))
	if len(words) == 0 || len(words) > 2 {
		return false
	}
	for _, word := range words {
		if caseOf(word[0]) != isUpper || !all(word, isWord) {
			return false
		}
	}
	return true
}

// isLabelledApart tells whether a value stands below a comment that is a label alone, of
// somebody unknown, and Kraken's name in such a one before: "# kraken: …", "# zorda:".
func (p *page) isLabelledApart(c *candidate) bool {
	label := p.labelAbove(c.start)
	m := c.by
	if label.end == 0 || m.end == 0 || m.end > label.start {
		return false
	}
	start := lineStart(p.text, m.start)
	if len(commentSign(p.text[start:m.start])) != m.start-start {
		return false
	}
	return len(bytes.Trim(p.text[m.end:label.start], " \t\r\n#;/*-:")) > 0
}

// labelAbove finds the last comment above a place, in its paragraph, if it is a word that we
// do not know, with a colon or not.
func (p *page) labelAbove(at int) bounds {
	const farthest = 8
	start := lineStart(p.text, at)
	for range farthest {
		if start == 0 {
			break
		}
		start = lineStart(p.text, start-1)
		end := lineEnd(p.text, start)
		line := bytes.TrimRight(p.text[start:end], " \t\r:")
		sign := len(commentSign(line))
		switch word := start + sign; {
		case len(line) == 0:
			return bounds{}
		case sign == 0:
		case sign < len(line) && all(line[sign:], isWord) && hasUnknown(p.text, word, start+len(line)):
			return bounds{word, start + len(line)}
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
