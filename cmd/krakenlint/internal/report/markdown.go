package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// printMarkdown writes the summary of a workflow's run: a table of the findings, and who
// holds which key as a graph.
func printMarkdown(w io.Writer, report finding.Report, _ Style) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "## krakenlint\n\n%s\n\n", verdict(report))
	if len(report.Findings) > 0 {
		markdownFindings(out, report.Findings)
	}
	if graph := Mermaid(report.Holdings); graph != "" {
		fmt.Fprintf(out, "### Keys and apps\n\n```mermaid\n%s```\n\n", graph)
	}
	if len(report.Incomplete) > 0 {
		fmt.Fprint(out, "### Not checked\n\n")
		for _, missing := range report.Incomplete {
			fmt.Fprintf(out, "- %s: %s\n", markdownCode(missing.Path), markdownCell(missing.Reason))
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

func markdownFindings(out io.Writer, findings []finding.Finding) {
	fmt.Fprint(out, "| | rule | where | what |\n|---|---|---|---|\n")
	for _, f := range findings {
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", f.Severity, markdownCode(string(f.Rule)), markdownCode(place(f)), markdownCell(f.Message))
	}
	fmt.Fprint(out, "\n")
	for _, rule := range finding.Rules() {
		if hasProblem(findings, rule) {
			fmt.Fprintf(out, "**What to do about %s:** %s\n\n", rule, markdownCell(strings.Join(advice[rule], " ")))
		}
	}
}

func verdict(report finding.Report) string {
	n := len(report.Findings)
	switch n {
	case 0:
		return "No Kraken key found where it should not be."
	case 1:
		return "1 finding."
	}
	return fmt.Sprintf("%d findings.", n)
}

// markdownCell makes text inert: file names and commit authors come from the repository.
var cellEscaper = strings.NewReplacer(
	"\\", "\\\\", "|", "\\|", "<", "&lt;", "&", "&amp;", "`", "\\`", "*", "\\*", "_", "\\_",
	"[", "\\[", "]", "\\]", "#", "\\#", "@", "&#64;", "\r", " ", "\n", " ")

func markdownCell(text string) string { return cellEscaper.Replace(text) }

var codeEscaper = strings.NewReplacer("`", "'", "|", "\\|", "\r", " ", "\n", " ")

func markdownCode(text string) string { return "`" + codeEscaper.Replace(text) + "`" }
