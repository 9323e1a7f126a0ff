package report

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
)

// printGitHub writes workflow commands, which GitHub shows as annotations on the changed
// lines. In a workflow it also adds the Markdown report to the page of the run, at the
// place that GitHub gives to each step.
func printGitHub(w io.Writer, report finding.Report, style Style) error {
	for _, f := range report.Findings {
		if _, err := fmt.Fprintln(w, annotation(f)); err != nil {
			return err
		}
	}
	for _, missing := range report.Incomplete {
		if _, err := fmt.Fprintf(w, "::warning title=krakenlint: not checked::%s\n", escapeData(missing.Path+": "+missing.Reason)); err != nil {
			return err
		}
	}
	if style.StepSummary == "" {
		return nil
	}
	return appendSummary(style.StepSummary, report, style)
}

func annotation(f finding.Finding) string {
	properties := []string{
		"file=" + escapeProperty(f.File),
		fmt.Sprintf("line=%d,endLine=%d", f.Line, max(f.Line, f.EndLine)),
	}
	if f.EndLine == f.Line { // GitHub refuses columns over several lines
		properties = append(properties, fmt.Sprintf("col=%d,endColumn=%d", f.Column, f.EndColumn))
	}
	properties = append(properties, "title="+escapeProperty("krakenlint: "+string(f.Rule)))
	return "::" + command(f.Severity) + " " + strings.Join(properties, ",") + "::" + escapeData(f.Message)
}

func command(severity finding.Severity) string {
	if severity == finding.Note {
		return "notice"
	}
	return string(severity)
}

// The runner ends a command at the end of the line, so that a file name with a line break
// could give commands of its own.
var (
	dataEscaper     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscaper = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeData(text string) string { return redact.Line(dataEscaper.Replace(text)) }

func escapeProperty(text string) string { return redact.Line(propertyEscaper.Replace(text)) }

func appendSummary(path string, report finding.Report, style Style) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("step summary: %w", err)
	}
	err = printMarkdown(file, report, style)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("step summary %s: %w", path, err)
	}
	return nil
}
