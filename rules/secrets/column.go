package secrets

import "bytes"

// A value in a table has its name at the head of the column, lines away: in CSV, in
// Markdown, in the list of columns of an SQL statement.

// farthestHead bounds how far above a value the head of its table is looked for, in bytes.
const farthestHead = 16 << 10

// grid is a row of a table and the head of the table.
type grid struct {
	head, row         bounds
	headSign, rowSign byte
}

// nameByColumn adds the head of the column that a value is in to what it is called, and
// tells whether the row is said to be another owner's.
func (p *page) nameByColumn(c *candidate) {
	g := p.rowsAround(c.start)
	if g.head.end == 0 {
		g = p.statementAround(c)
	}
	if g.head.end == 0 {
		g = p.commentedRow(c)
	}
	if g.head.end == 0 {
		return
	}
	b := cell(p.text, g.head, g.headSign, cells(p.text[g.row.start:c.start], g.rowSign))
	if randomLike(p.text[b.start:b.end]) && b.end-b.start > keyPart {
		return
	}
	head := name{start: b.start, end: b.end}
	head.read(p.text, b.start)
	if c.name.manner == argument && !c.name.callee { // after a cell that is no name
		c.name.start, c.name.end, c.name.words = b.start, b.end, nil
	}
	c.name.words = append(c.name.words, head.words...)
	c.listed = p.isAnothersRow(g)
}

// isAnothersRow tells whether the columns of exchanges, markets and the like have somebody
// unknown in a row, and none of them has Kraken. A column of names is such a one where it
// names Kraken in another row.
func (p *page) isAnothersRow(g grid) bool {
	unknown := false
	for n := range cells(p.text[g.head.start:g.head.end], g.headSign) + 1 {
		head, own := cell(p.text, g.head, g.headSign, n), cell(p.text, g.row, g.rowSign, n)
		if said := union(classesIn(p.text, head.start, head.end)); said&ofVenue == 0 && (said&ofSelector == 0 || !p.isKrakensColumn(g, n)) {
			continue
		}
		if union(classesIn(p.text, own.start, own.end))&ofKraken != 0 {
			return false
		}
		unknown = unknown || hasUnknown(p.text, own.start, own.end)
	}
	return unknown
}

// isKrakensColumn tells whether Kraken is all that a row of the table has in a column.
func (p *page) isKrakensColumn(g grid, number int) bool {
	for _, m := range p.mentionsAround(g.row.start) {
		row := p.rowOf(g, m.start)
		if m.class&ofKraken == 0 || m.start < g.head.end || cells(p.text[row.start:m.start], g.rowSign) != number {
			continue
		}
		own := cell(p.text, row, g.rowSign, number)
		if string(bytes.Trim(lower(p.text[own.start:own.end]), " \"'`")) == kraken {
			return true
		}
	}
	return false
}

// rowOf gives the row around a place of the same table: a line, or a tuple in brackets.
func (p *page) rowOf(g grid, at int) bounds {
	if g.row.start > 0 && p.text[g.row.start-1] == '(' {
		if scopes := scopesOf(p.text, at); len(scopes) > 0 && byteAt(p.text, scopes[0].start) == '(' {
			return bounds{scopes[0].start + 1, scopes[0].end}
		}
	}
	return bounds{lineStart(p.text, at), lineEnd(p.text, at)}
}

// table is the rows from head to row that are divided alike.
type table struct {
	head, row int // where its first line begins, and the last one that was looked at
	sign      byte
	width     int
}

// rowsAround finds the first of the lines that are divided as the value's own is.
func (p *page) rowsAround(at int) grid {
	row := bounds{lineStart(p.text, at), lineEnd(p.text, at)}
	line := p.text[row.start:row.end]
	t := table{head: row.start, row: row.start, sign: divider(p.text, row.start, at)}
	if t.sign == 0 || !isRow(line, t.sign) {
		return grid{}
	}
	t.width = cells(line, t.sign)
	list := p.listAbove(&t)
	p.table = t
	if list.start < list.end {
		return grid{list, row, ',', t.sign}
	}
	if t.head == row.start {
		return grid{}
	}
	return grid{bounds{t.head, lineEnd(p.text, t.head)}, row, t.sign, t.sign}
}

// listAbove goes up to the head of a table. It gives the list of columns in the line above
// that, where there is one: COPY keys (name, secret) FROM stdin.
func (p *page) listAbove(t *table) bounds {
	for t.head > 0 && t.row-t.head < farthestHead {
		if known := p.table; known.row == t.head && known.sign == t.sign && known.width == t.width {
			t.head = known.head
		}
		above := lineStart(p.text, max(0, t.head-1))
		line := p.text[above:max(above, t.head-1)]
		if !isRow(line, t.sign) || cells(line, t.sign) != t.width {
			if list := columnsIn(p.text, above, above+len(line)); cells(p.text[list.start:list.end], ',') == t.width {
				return list
			}
			break
		}
		t.head = above
	}
	return bounds{}
}

// divider gives what divides the cells of the row in which a value stands at at, or 0.
func divider(text []byte, row, at int) byte {
	const dividers = ",;|\t"
	before := at
	for before > row && (is(text[before-1], isQuote) || text[before-1] == ' ') {
		before--
	}
	if before > row && isOneOf(text[before-1], dividers) && !isIndentation(text, row, before, at) {
		return text[before-1]
	}
	if len(bytes.TrimSpace(text[row:before])) > 0 {
		return 0
	}
	for at < len(text) && (is(text[at], inRun|isQuote) || text[at] == '=') {
		at++
	}
	c := byteAt(text, at)
	if isOneOf(c, dividers) && len(bytes.TrimSpace(text[at+1:lineEnd(text, at+1)])) > 0 {
		return c // and more than a sign at the end of a line
	}
	return 0
}

// isIndentation tells whether the blanks from row to before are no empty cells: then no tab
// comes after the value.
func isIndentation(text []byte, row, before, at int) bool {
	return len(bytes.TrimSpace(text[row:before])) == 0 && bytes.IndexByte(text[at:lineEnd(text, at)], '\t') < 0
}

// isRow tells whether a line is a row of a table and no code: commas alone are in both.
func isRow(line []byte, sign byte) bool {
	if sign == ',' || sign == ';' {
		return !bytes.ContainsAny(bytes.ReplaceAll(line, []byte("=="), nil), "([{=")
	}
	return true
}

// cells counts how many cells have ended in a piece of a row; a divider in double quotes
// does not end one.
func cells(row []byte, sign byte) int {
	n, quoted := 0, false
	for _, c := range row {
		if c == '"' {
			quoted = !quoted
		} else if c == sign && !quoted {
			n++
		}
	}
	return n
}

// cell gives the cell of a number, from 0, in a row.
func cell(text []byte, row bounds, sign byte, number int) bounds {
	quoted := false
	for at := row.start; at < row.end; at++ {
		switch {
		case text[at] == '"':
			quoted = !quoted
		case text[at] != sign || quoted:
		case number == 0:
			return bounds{row.start, at}
		default:
			row.start, number = at+1, number-1
		}
	}
	if number > 0 {
		return bounds{row.end, row.end}
	}
	return row
}

// columnsIn gives the inside of the last brackets of a line: COPY keys (name, secret) FROM.
func columnsIn(text []byte, start, end int) bounds {
	shut := start + bytes.LastIndexByte(text[start:end], ')')
	if shut < start {
		return bounds{start, start}
	}
	return bounds{start + bytes.LastIndexByte(text[start:shut], '(') + 1, shut}
}

// statementAround finds the columns in INSERT INTO … (columns) VALUES (…), (…).
func (p *page) statementAround(c *candidate) grid {
	if len(c.scopes) == 0 || byteAt(p.text, c.scopes[0].start) != '(' {
		return grid{}
	}
	tuple := c.scopes[0]
	low := max(0, tuple.start-farthestHead)
	before := lower(p.text[low:tuple.start])
	insert := bytes.LastIndex(before, []byte("insert into"))
	if insert < 0 {
		return grid{}
	}
	values := bytes.Index(before[insert:], []byte("values"))
	if values < 0 {
		return grid{}
	}
	list := columnsIn(p.text, low+insert, low+insert+values)
	if list.start == list.end {
		return grid{}
	}
	return grid{list, bounds{tuple.start + 1, tuple.end}, ',', ','}
}

// commentedRow finds the columns of a list's rows in the comment above them:
// "# path, secret, signature".
func (p *page) commentedRow(c *candidate) grid {
	const farthest = 16
	if len(c.scopes) < 2 || c.name.manner != argument {
		return grid{}
	}
	row := bounds{c.scopes[0].start + 1, c.scopes[0].end}
	width := cells(p.text[row.start:row.end], ',')
	for b := range linesAbove(p.text, row.start, farthest) {
		if sign := commentSign(p.text[b.start:b.end]); sign != nil && width > 0 {
			if head := (bounds{b.start + len(sign), b.end}); cells(p.text[head.start:head.end], ',') == width {
				return grid{head, row, ',', ','}
			}
			break
		}
	}
	return grid{}
}
