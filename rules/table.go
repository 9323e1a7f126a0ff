package rules

import (
	"fmt"
	"strings"
)

// Row is one line of a table, with its place for error messages.
type Row struct {
	File  string
	Line  int
	Cells []string
}

// Errorf names the file and line of the row.
func (r Row) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.File, r.Line, fmt.Sprintf(format, args...))
}

// ReadTable splits a tab-separated table. Lines that begin with # and empty lines are
// skipped; the first other line must be the header, word for word, and every later one
// must have as many cells as it, none with space around it.
func ReadTable(file, text, header string) ([]Row, error) {
	columns := strings.Fields(header)
	var rows []Row
	seenHeader := false
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := Row{file, i + 1, strings.Split(line, "\t")}
		if len(r.Cells) != len(columns) {
			return nil, r.Errorf("%d columns, want the %d of %q", len(r.Cells), len(columns), header)
		}
		if !seenHeader {
			if strings.Join(r.Cells, " ") != header {
				return nil, r.Errorf("header %q, want %q", strings.Join(r.Cells, " "), header)
			}
			seenHeader = true
			continue
		}
		for c, cell := range r.Cells {
			if cell != strings.TrimSpace(cell) {
				return nil, r.Errorf("column %s: space around %q", columns[c], cell)
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
