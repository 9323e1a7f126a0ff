// Package suppress takes out the findings that people have accepted: in place, in the
// configuration, in a baseline. What suppresses nothing, or does not say why, is reported.
package suppress

import (
	"fmt"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules/directive"
)

// Text is one scanned text with what was found and what is to be ignored in it.
type Text struct {
	Name     string
	Findings []finding.Finding
	Ignores  []directive.Ignore
	Partial  bool // not all findings are here, so that a directive without one may still be of use
}

// Attach adds findings of other origin, such as the Go analysis, to the texts that they
// stand in.
func Attach(texts []Text, findings []finding.Finding) []Text {
	index := make(map[string]int, len(texts))
	for i, text := range texts {
		index[text.Name] = i
	}
	for _, f := range findings {
		i, ok := index[f.File]
		if !ok {
			i = len(texts)
			index[f.File] = i
			texts = append(texts, Text{Name: f.File})
		}
		texts[i].Findings = append(texts[i].Findings, f)
	}
	return texts
}

// InPlace applies the directives of the texts. It returns what is left, with a note for
// every directive that does nothing, and what was taken out.
func InPlace(texts []Text) (kept []finding.Finding, suppressed []finding.Suppressed) {
	for _, text := range texts {
		used := make([]bool, len(text.Ignores))
		lines := byLine(text.Ignores)
		for _, f := range text.Findings {
			i, ok := covering(text.Ignores, lines, f)
			if !ok {
				kept = append(kept, f)
				continue
			}
			used[i] = true
			suppressed = append(suppressed, finding.Suppressed{Finding: f, InPlace: true, Reason: redact.Text(text.Ignores[i].Reason)})
		}
		for i, ignore := range text.Ignores {
			if !used[i] && !text.Partial {
				kept = append(kept, note(text.Name, ignore))
			}
		}
	}
	return kept, suppressed
}

// byLine lists the indices of the directives on each line.
func byLine(ignores []directive.Ignore) map[int][]int {
	lines := make(map[int][]int, len(ignores))
	for i, ignore := range ignores {
		lines[ignore.Line] = append(lines[ignore.Line], i)
	}
	return lines
}

// covering finds the directive for a finding: on one of its lines or on the one above.
func covering(ignores []directive.Ignore, lines map[int][]int, f finding.Finding) (int, bool) {
	if len(ignores) == 0 {
		return 0, false
	}
	for line := f.Line - 1; line <= max(f.Line, f.EndLine); line++ {
		for _, i := range lines[line] {
			if ignores[i].Reason != "" && slices.Contains(ignores[i].Rules, string(f.Rule)) {
				return i, true
			}
		}
	}
	return 0, false
}

// note reports a directive under the rule that it names. Its severity keeps it out of
// the exit code.
func note(name string, ignore directive.Ignore) finding.Finding {
	rule := finding.HardcodedKey
	if len(ignore.Rules) > 0 && slices.Contains(finding.Rules(), finding.Rule(ignore.Rules[0])) {
		rule = finding.Rule(ignore.Rules[0])
	}
	return finding.Finding{
		Rule: rule, Severity: finding.Note, Message: complaint(ignore), File: name,
		Line: ignore.Line, Column: ignore.Column, EndLine: ignore.Line, EndColumn: ignore.Column + len("krakenlint:ignore"),
	}
}

func complaint(ignore directive.Ignore) string {
	const form = "write krakenlint:ignore RULE -- reason"
	if len(ignore.Rules) == 0 {
		return "krakenlint:ignore names no rule and suppresses nothing: " + form
	}
	for _, name := range ignore.Rules {
		if !slices.Contains(finding.Rules(), finding.Rule(name)) {
			return fmt.Sprintf("krakenlint:ignore names %q, which is no rule: see krakenlint explain", name)
		}
	}
	rules := strings.Join(ignore.Rules, ", ")
	if ignore.Reason == "" {
		return fmt.Sprintf("krakenlint:ignore %s gives no reason and suppresses nothing: %s", rules, form)
	}
	return fmt.Sprintf("krakenlint:ignore %s suppresses nothing: remove it", rules)
}

// Config applies the ignore list of the configuration to sealed findings. It also returns
// the entries that matched nothing.
func Config(findings []finding.Finding, ignores []project.Ignore) (kept []finding.Finding, suppressed []finding.Suppressed, unused []project.Ignore) {
	reasons := make(map[string]string, len(ignores))
	for _, ignore := range ignores {
		reasons[ignore.Fingerprint] = redact.Text(ignore.Reason)
	}
	kept, suppressed = split(findings, reasons)
	hit := make(map[string]bool)
	for _, s := range suppressed {
		hit[s.Fingerprint] = true
	}
	for _, ignore := range ignores {
		if !hit[ignore.Fingerprint] {
			unused = append(unused, ignore)
		}
	}
	return kept, suppressed, unused
}

// split takes out the findings whose fingerprints have a reason.
func split(findings []finding.Finding, reasons map[string]string) (kept []finding.Finding, suppressed []finding.Suppressed) {
	for _, f := range findings {
		if reason, ok := reasons[f.Fingerprint]; ok {
			suppressed = append(suppressed, finding.Suppressed{Finding: f, Reason: reason})
		} else {
			kept = append(kept, f)
		}
	}
	return kept, suppressed
}
