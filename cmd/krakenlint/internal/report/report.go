// Package report prints what was found. A format is one file with a Printer, and one line
// in the table below.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Style is how a report looks, where the format leaves room for it.
type Style struct {
	Color       bool
	Verbose     bool
	StepSummary string // the file that GitHub shows on the page of a workflow's run, if any
}

// Printer writes a report in one format.
type Printer func(w io.Writer, report finding.Report, style Style) error

var printers = map[string]Printer{
	"github": printGitHub,
	"gitlab": printGitLab,
	"html":   printHTML,
	"json":   printJSON,
	"junit":  printJUnit,
	"sarif":  printSARIF,
	"text":   printText,
}

// Formats lists the names that Lookup knows.
func Formats() []string { return slices.Sorted(maps.Keys(printers)) }

// Lookup finds the printer of a format.
func Lookup(format string) (Printer, error) {
	printer, ok := printers[format]
	if !ok {
		return nil, fmt.Errorf("unknown format %q: want one of %s", format, strings.Join(Formats(), ", "))
	}
	return printer, nil
}
