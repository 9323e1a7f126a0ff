package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
)

// printText writes a report for people: each finding with its line, then what to do,
// once for each rule.
func printText(w io.Writer, report finding.Report, style Style) error {
	p := textPrinter{w: bufio.NewWriter(w), style: style}
	for _, f := range report.Findings {
		p.finding(f)
	}
	p.advice(report.Findings)
	p.summary(report)
	return p.w.Flush()
}

type textPrinter struct {
	w     *bufio.Writer
	style Style
}

func (p *textPrinter) printf(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

func (p *textPrinter) finding(f finding.Finding) {
	claim, explanation := lead(redact.Line(f.Message))
	p.printf("%s: %s\n", p.severity(f), claim)
	p.printf("  %s %s:%d:%d\n", p.dim("-->"), redact.Line(f.File), f.Line, f.Column)
	p.frame(f)
	margin := p.dim("   = ")
	if explanation != "" {
		p.printf("%s%s\n", margin, wrap(explanation, "     "))
	}
	if f.Commit != nil {
		p.printf("%scommit %.12s by %s on %s\n", margin, f.Commit.Hash, redact.Line(f.Commit.Author), f.Commit.Date)
	}
	if len(f.Apps) > 0 {
		p.printf("%sapps: %s\n", margin, redact.Line(strings.Join(f.Apps, ", ")))
	}
	if f.Permissions != nil {
		p.permissions(margin, f.Permissions)
	}
	for _, related := range f.Related {
		p.printf("%s%s:%d:%d: %s\n", margin, redact.Line(related.File), related.Line, related.Column, redact.Line(related.Message))
	}
	p.printf("%sfingerprint %s\n\n", margin, f.Fingerprint)
}

// frame shows the line of a finding. The credentials on it are hidden already.
func (p *textPrinter) frame(f finding.Finding) {
	if f.Frame == nil {
		return
	}
	number := strconv.Itoa(f.Line)
	gutter := strings.Repeat(" ", len(number))
	bar := p.dim("|")
	underline := strings.Repeat(" ", f.Frame.Start) + strings.Repeat("^", max(1, f.Frame.End-f.Frame.Start))
	p.printf(" %s %s\n %s %s %s\n %s %s %s\n", gutter, bar, p.dim(number), bar, f.Frame.Text, gutter, bar, p.paint(colorOf(f.Severity), underline))
}

func (p *textPrinter) permissions(margin string, permissions *finding.Permissions) {
	for _, row := range permissionRows(permissions) {
		p.printf("%s%s: %s\n", margin, row.Name, strings.Join(row.Codes, ", "))
	}
}

func (p *textPrinter) advice(findings []finding.Finding) {
	for _, rule := range finding.Rules() {
		if !hasProblem(findings, rule) {
			continue
		}
		p.printf("%s\n", p.bold("What to do about "+string(rule)+":"))
		for i, step := range advice[rule] {
			p.printf("  %d. %s\n", i+1, wrap(step, "     "))
		}
		p.printf("  More: krakenlint explain %s\n\n", rule)
	}
}

// wrap breaks prose into lines, all but the first behind an indentation.
func wrap(text, indent string) string {
	const width = 92
	var out strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		length := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+length > width:
			out.WriteString("\n" + indent)
			column = 0
		default:
			out.WriteString(" ")
			column++
		}
		out.WriteString(word)
		column += length
	}
	return out.String()
}

// hasProblem is false where there are only notes, which say themselves what to do.
func hasProblem(findings []finding.Finding, rule finding.Rule) bool {
	for _, f := range findings {
		if f.Rule == rule && f.Severity != finding.Note {
			return true
		}
	}
	return false
}

func (p *textPrinter) summary(report finding.Report) {
	summary := report.Summary
	p.printf("%s in %s (%s)", p.bold(Count(summary.Findings, "finding")), Count(summary.Files, "file"), size(summary.Bytes))
	if summary.Packages > 0 {
		p.printf(", %s, %s", Count(summary.Packages, "package"), Count(summary.Apps, "app"))
	}
	if len(report.Incomplete) > 0 {
		p.printf("; %s not or not wholly read", Count(len(report.Incomplete), "place"))
	}
	p.printf("\n")
}

// Count says how many there are of something.
func Count(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func size(bytes int64) string {
	switch {
	case bytes < 1e3:
		return fmt.Sprintf("%d B", bytes)
	case bytes < 1e6:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
	case bytes < 1e9:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
}
