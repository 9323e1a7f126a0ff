package hardcodedkey

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/internal/doc"
	"github.com/krakenlint/krakenlint/analyzers/internal/report"
	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Rule is the name of the check in reports, configuration and directives.
const Rule = "hardcoded-key"

// Analyzer reports one diagnostic for each credential in the code.
var Analyzer = New(Options{})

// Options adapt the analyzer to a driver.
type Options struct {
	// OnePerLine joins the credentials of a line into one diagnostic, for drivers that
	// show only the first (golangci-lint's uniq-by-line).
	OnePerLine bool
}

//go:embed doc.go
var docSource string

// New makes an analyzer of its own for a driver that needs other options.
func New(options Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "hardcodedkey",
		Doc:              doc.MustExtract(docSource, "hardcodedkey"),
		Requires:         []*analysis.Analyzer{keyflow.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, diagnostic := range diagnostics(pass, options) {
				pass.Report(diagnostic)
			}
			return nil, nil
		},
	}
}

func diagnostics(pass *analysis.Pass, options Options) []analysis.Diagnostic {
	var all []analysis.Diagnostic
	for _, line := range lines(pass.ResultOf[keyflow.Analyzer].(*keyflow.Result).Literals, options.OnePerLine) {
		if diagnostic, ok := diagnose(pass, line); ok {
			all = append(all, diagnostic)
		}
	}
	return all
}

// lines groups what one diagnostic is to report. Literals come sorted by place.
func lines(literals []keyflow.Literal, join bool) [][]keyflow.Literal {
	var groups [][]keyflow.Literal
	for _, literal := range literals {
		if report.Ignored(Rule, literal.Place) {
			continue
		}
		if last := len(groups) - 1; join && last >= 0 && sameLine(groups[last][0], literal) {
			groups[last] = append(groups[last], literal)
			continue
		}
		groups = append(groups, []keyflow.Literal{literal})
	}
	return groups
}

func sameLine(a, b keyflow.Literal) bool { return a.File == b.File && a.Line == b.Line }

func diagnose(pass *analysis.Pass, literals []keyflow.Literal) (analysis.Diagnostic, bool) {
	var diagnostic analysis.Diagnostic
	var messages []string
	for i, literal := range literals {
		pos, end := report.Range(pass, literal.Place)
		if i == 0 {
			diagnostic = analysis.Diagnostic{Pos: pos, End: end, Category: Rule}
		}
		messages = append(messages, Message(literal))
		diagnostic.Related = append(diagnostic.Related, report.Related(pass, literal.Path)...)
		if fix, ok := Suggest(pass, literal); ok {
			diagnostic.SuggestedFixes = append(diagnostic.SuggestedFixes, fix)
		}
	}
	diagnostic.Message = strings.Join(messages, "; ")
	diagnostic.SuggestedFixes = merge(diagnostic.SuggestedFixes)
	return diagnostic, diagnostic.Pos.IsValid()
}

// Message says what a literal is without showing it. It bears the beginning of the
// fingerprint, because drivers drop issues whose text they have shown before.
func Message(literal keyflow.Literal) string {
	product := ""
	if literal.Product == credential.Futures {
		product = "futures "
	}
	return fmt.Sprintf("hardcoded Kraken %s%s (fingerprint %.8s) goes into a client", product, literal.Redacted, literal.Fingerprint)
}
