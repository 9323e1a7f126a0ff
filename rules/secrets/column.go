package secrets

import "bytes"

// A value in a table has its name at the head of the column, lines away: in CSV, in
// Markdown, in the list of columns of an SQL statement.

// farthestHead bounds how far above a value the head of its table is looked for, in bytes.
const farthestHead = 16 << 10

// nameByColumn adds the head of the column that a value is in to what it is called.
func (p *page) nameByColumn(c *candidate) {
	start, end := p.headInRows(c.start)
	if start == end {
		start, end = p.headInStatement(c)
	}
	if start == end || randomLike(p.text[start:end]) && end-start > keyPart {
		return
	}
	head := name{start: start, end: end}
	head.read(p.text, start)
	c.name.words = append(c.name.words, head.words...)
}

// table is the rows from head to row that are divided alike.
type table struct {
	head, row int // where its first line begins, and the last one that was looked at
	sign      byte
	width     int
}

// headInRows finds the cell above the value at at in the first of the lines that are
// divided as its own is.
func (p *page) headInRows(at int) (start, end int) {
	row := lineStart(p.text, at)
	line := p.text[row:lineEnd(p.text, at)]
	t := table{head: row, row: row, sign: divider(p.text, row, at)}
	if t.sign == 0 || !isRow(line, t.sign) {
		return 0, 0
	}
	t.width = cells(line, t.sign)
	column := cells(p.text[row:at], t.sign)
	start, end = p.listAbove(&t)
	p.table = t
	if start < end {
		return cell(p.text, start, end, ',', column)
	}
	if t.head == row {
		return 0, 0
	}
	return cell(p.text, t.head, lineEnd(p.text, t.head), t.sign, column)
}

// listAbove goes up to the head of a table. It gives the list of columns in the line above
// that, where there is one: COPY keys (name, secret) FROM stdin.
func (p *page) listAbove(t *table) (start, end int) {
	for t.head > 0 && t.row-t.head < farthestHead {
		if known := p.table; known.row == t.head && known.sign == t.sign && known.width == t.width {
			t.head = known.head
		}
		above := lineStart(p.text, max(0, t.head-1))
		line := p.text[above:max(above, t.head-1)]
		if !isRow(line, t.sign) || cells(line, t.sign) != t.width {
			start, end = columnsIn(p.text, above, above+len(line))
			if cells(p.text[start:end], ',') == t.width {
				return start, end
			}
			break
		}
		t.head = above
	}
	return 0, 0
}

// divider gives what divides the cells of the row in which a value stands at at, or 0.
func divider(text []byte, row, at int) byte {
	const dividers = ",;|\t"
	before := at
	for before > row && (is(text[before-1], isQuote) || text[before-1] == ' ') {
		before--
	}
	if before > row && isOneOf(text[before-1], dividers) {
		return text[before-1]
	}
	if before > row {
		return 0
	}
	for at < len(text) && (is(text[at], inRun|isQuote) || text[at] == '=') {
		at++
	}
	if c := byteAt(text, at); isOneOf(c, dividers) {
		return c
	}
	return 0
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
func cell(text []byte, start, end int, sign byte, number int) (int, int) {
	quoted := false
	for i := start; i < end; i++ {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] != sign || quoted:
		case number == 0:
			return start, i
		default:
			start, number = i+1, number-1
		}
	}
	if number > 0 {
		return 0, 0
	}
	return start, end
}

// columnsIn gives the inside of the last brackets of a line: COPY keys (name, secret) FROM.
func columnsIn(text []byte, start, end int) (int, int) {
	shut := bytes.LastIndexByte(text[start:end], ')')
	if shut < 0 {
		return start, start
	}
	open := bytes.LastIndexByte(text[start:start+shut], '(')
	return start + open + 1, start + shut
}

// headInStatement finds the column of a value in INSERT INTO … (columns) VALUES (…), (…).
func (p *page) headInStatement(c *candidate) (start, end int) {
	if len(c.scopes) == 0 || !c.scopes[0].call {
		return 0, 0
	}
	tuple := c.scopes[0].start
	low := max(0, tuple-farthestHead)
	before := p.text[low:tuple]
	statement := bytes.LastIndex(lower(before), []byte("insert into"))
	if statement < 0 {
		return 0, 0
	}
	values := bytes.Index(lower(before[statement:]), []byte("values"))
	if values < 0 {
		return 0, 0
	}
	start, end = columnsIn(p.text, low+statement, low+statement+values)
	return cell(p.text, start, end, ',', cells(quotedAlike(p.text[tuple+1:c.start]), ','))
}

// quotedAlike writes SQL's single quotes as double ones.
func quotedAlike(text []byte) []byte { return bytes.ReplaceAll(text, []byte("'"), []byte(`"`)) }
