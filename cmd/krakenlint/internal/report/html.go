package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

var (
	//go:embed html/page.tmpl
	htmlPage string
	//go:embed html/page.css
	htmlStyle string
	//go:embed html/page.js
	htmlScript string
)

// page is what the template of the HTML report is given.
type page struct {
	Report finding.Report
	Rules  []pageRule
	Graph  drawing
	Style  template.CSS
	Script template.JS
	Policy string
	Only   bool // the keys and apps alone, without findings
}

// pageRule is a rule with its findings and what to do about them.
type pageRule struct {
	Rule     finding.Rule
	Summary  string
	Advice   []string
	Findings []finding.Finding
}

// printHTML writes one file that needs nothing else: style and script are inside, and its
// security policy allows those two alone, so that nothing from the scanned repository
// could ever be run or fetched.
func printHTML(w io.Writer, report finding.Report, _ Style) error {
	return executePage(w, page{Report: report, Rules: pageRules(report.Findings)})
}

// HTMLHoldings writes the page with the keys and apps alone.
func HTMLHoldings(w io.Writer, holdings []finding.Holding) error {
	return executePage(w, page{Report: finding.Report{Holdings: holdings}, Only: true})
}

// executePage fills in what is the same on every page.
func executePage(w io.Writer, p page) error {
	functions := template.FuncMap{
		"place":   place,
		"frame":   frameParts,
		"join":    func(words []string) string { return strings.Join(words, ", ") },
		"verdict": verdict,
		"lead": func(message string) [2]string {
			claim, explanation := lead(message)
			return [2]string{claim, explanation}
		},
		"rows": permissionRows,
	}
	parsed, err := template.New("page").Funcs(functions).Parse(htmlPage)
	if err != nil {
		return fmt.Errorf("html report: %w", err)
	}
	p.Graph = draw(graphOf(p.Report.Holdings))
	p.Style, p.Script = template.CSS(htmlStyle), template.JS(htmlScript)
	p.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		contentHash(htmlStyle), contentHash(htmlScript))
	return parsed.Execute(w, p)
}

// contentHash names an inline block in a content security policy.
func contentHash(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func pageRules(findings []finding.Finding) []pageRule {
	var rules []pageRule
	for _, rule := range finding.Rules() {
		section := pageRule{Rule: rule, Summary: docOf(rule).summary, Advice: advice[rule]}
		for _, f := range findings {
			if f.Rule == rule {
				section.Findings = append(section.Findings, f)
			}
		}
		rules = append(rules, section)
	}
	return rules
}

// parts is a code frame cut where it is to be marked.
type parts struct{ Before, Marked, After string }

func frameParts(f *finding.Frame) parts {
	text := []rune(f.Text)
	start := min(max(f.Start, 0), len(text))
	end := min(max(f.End, start), len(text))
	return parts{string(text[:start]), string(text[start:end]), string(text[end:])}
}
