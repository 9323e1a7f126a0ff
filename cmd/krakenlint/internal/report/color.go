package report

import "github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"

// SGR codes of the few colours in use.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
)

func (p *textPrinter) paint(code, text string) string {
	if !p.style.Color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p *textPrinter) bold(text string) string { return p.paint(bold, text) }

func (p *textPrinter) dim(text string) string { return p.paint(dim, text) }

func (p *textPrinter) severity(f finding.Finding) string {
	return p.paint(colorOf(f.Severity), string(f.Severity)+"["+string(f.Rule)+"]")
}

func colorOf(severity finding.Severity) string {
	switch severity {
	case finding.Error:
		return red
	case finding.Warning:
		return yellow
	}
	return cyan
}
