package report

import (
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// homepage is where people find the documentation.
const homepage = "https://github.com/krakenlint/krakenlint"

// ruleDoc is what a report says of a rule. The texts are those of its analyzer.
type ruleDoc struct {
	name     string // of the analyzer
	summary  string // one line
	why      string // the first paragraph
	text     string // all of it
	markdown string
	severity finding.Severity
	score    string // CVSS-like, 0.0 to 10.0, by which GitHub ranks alerts
}

var scores = map[finding.Rule]string{
	finding.HardcodedKey:  "9.3",
	finding.SharedKey:     "5.5",
	finding.OverscopedKey: "7.0",
}

func docOf(rule finding.Rule) ruleDoc {
	doc := ruleDoc{severity: finding.Warning, score: scores[rule]}
	if rule == finding.HardcodedKey {
		doc.severity = finding.Error
	}
	for _, check := range analyzers.Checks() {
		if check.Rule == string(rule) {
			doc.name = check.Analyzer.Name
			doc.text = check.Analyzer.Doc
		}
	}
	paragraphs := strings.Split(doc.text, "\n\n")
	doc.summary = paragraphs[0]
	doc.why = paragraphs[min(1, len(paragraphs)-1)]
	doc.markdown = markdownOf(doc.text)
	return doc
}

// markdownOf turns a Go doc comment into Markdown: they differ in code blocks only, which
// a tab marks in the one and a fence is safer for in the other.
func markdownOf(text string) string {
	var out strings.Builder
	inCode := false
	for line := range strings.Lines(text) {
		code := strings.HasPrefix(line, "\t") || inCode && strings.TrimSpace(line) == ""
		if code != inCode {
			out.WriteString("```\n")
		}
		inCode = code
		out.WriteString(strings.TrimPrefix(line, "\t"))
	}
	if inCode {
		out.WriteString("```\n")
	}
	return out.String()
}

func ruleIndex(rule finding.Rule) int { return slices.Index(finding.Rules(), rule) }
