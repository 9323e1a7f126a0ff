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
	for b := range linesAbove(p.text, at, farthest) {
		above := lineStart(p.text, max(0, b.start-1))
		if isTitle(p.text[b.start:b.end]) && len(bytes.TrimSpace(p.text[above:b.start])) == 0 && hasUnknown(p.text, b.start, b.end) {
			return b
		}
	}
	return bounds{}
}

// isTitle tells whether a line is one or two words with capitals, as a heading or not.
func isTitle(line []byte) bool {
	const longest = 80
	if len(line) > longest {
		return false
	}
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
