package rules

import (
	"fmt"
	"strings"
)

// row is one line of a table, with the place for error messages.
type row struct {
	file  string
	line  int
	cells []string
}

// errorf names the file and line of the row.
func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// readTable splits a tab-separated table. Lines that begin with # and empty lines are
// skipped; the first other line must be the header, word for word, and every later one
// must have as many cells as it, none with space around it.
func readTable(file, text, header string) ([]row, error) {
	columns := strings.Fields(header)
	var rows []row
	seenHeader := false
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{file, i + 1, strings.Split(line, "\t")}
		if len(r.cells) != len(columns) {
			return nil, r.errorf("%d columns, want the %d of %q", len(r.cells), len(columns), header)
		}
		if !seenHeader {
			if strings.Join(r.cells, " ") != header {
				return nil, r.errorf("header %q, want %q", strings.Join(r.cells, " "), header)
			}
			seenHeader = true
			continue
		}
		for c, cell := range r.cells {
			if cell != strings.TrimSpace(cell) {
				return nil, r.errorf("column %s: space around %q", columns[c], cell)
			}
		}
		rows = append(rows, r)
	}
	if !seenHeader {
		return nil, fmt.Errorf("%s:1: no header %q", file, header)
	}
	return rows, nil
}

// must is for embedded tables, which a test has loaded before they are shipped.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
