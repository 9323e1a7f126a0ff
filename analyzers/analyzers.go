// Package analyzers lists krakenlint's checks of Go code, for every driver: go vet,
// golangci-lint, `krakenlint check`, or one of your own.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/hardcodedkey"
	"github.com/krakenlint/krakenlint/analyzers/overscopedkey"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
)

// Check is one rule and the analyzer that looks for it.
type Check struct {
	Rule     string // its name in reports, configuration and directives
	Analyzer *analysis.Analyzer
}

// Checks lists all checks, in the order of their severity.
func Checks() []Check {
	return []Check{
		{hardcodedkey.Rule, hardcodedkey.Analyzer},
		{sharedkey.Rule, sharedkey.Analyzer},
		{overscopedkey.Rule, overscopedkey.Analyzer},
	}
}

// All lists the analyzers of all checks.
func All() []*analysis.Analyzer {
	var all []*analysis.Analyzer
	for _, check := range Checks() {
		all = append(all, check.Analyzer)
	}
	return all
}
