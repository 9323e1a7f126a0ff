// Package gclplugin is krakenlint as a module plugin of golangci-lint v2.
//
// `golangci-lint custom` builds a golangci-lint that has it, from the .custom-gcl.yml at
// the root of this repository; copy that file to yours. Where golangci-lint's repository
// cannot be cloned, a main package does the same:
//
//	import (
//		"github.com/golangci/golangci-lint/v2/pkg/commands"
//		_ "github.com/krakenlint/krakenlint/cmd/gclplugin"
//	)
//
//	func main() {
//		if err := commands.Execute(commands.BuildInfo{Version: "(devel)"}); err != nil {
//			os.Exit(3)
//		}
//	}
//
// The version is meant: with another one golangci-lint takes what it has cached for the
// answer of every plugin that was ever built in.
//
// In .golangci.yml:
//
//	version: "2"
//	linters:
//	  enable: [krakenlint]
//	  settings:
//	    custom:
//	      krakenlint:
//	        type: module
//	        settings:
//	          rules: [hardcoded-key] # default: all
//	output:
//	  formats:
//	    text:
//	      print-issued-lines: false # golangci-lint would print the key itself
//
// At least golangci-lint 2.14 is needed: older ones lose what was learnt about unchanged
// packages.
package gclplugin

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers"
	"github.com/krakenlint/krakenlint/analyzers/hardcodedkey"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
)

// Name is the linter's name in golangci-lint.
const Name = "krakenlint"

func init() { register.Plugin(Name, New) }

// Settings is what stands under linters.settings.custom.krakenlint.settings.
type Settings struct {
	// Rules names the checks to run, all where it is empty.
	Rules []string `json:"rules"`
}

// New makes the plugin from golangci-lint's raw settings. Unknown fields and rules are errors.
func New(raw any) (register.LinterPlugin, error) {
	settings, err := register.DecodeSettings[Settings](raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Name, err)
	}
	if err := settings.validate(); err != nil {
		return nil, fmt.Errorf("%s: %w", Name, err)
	}
	return plugin{settings}, nil
}

func (s Settings) validate() error {
	known := ruleNames()
	for _, rule := range s.Rules {
		if !slices.Contains(known, rule) {
			return fmt.Errorf("no rule %q; there are %s", rule, strings.Join(known, ", "))
		}
	}
	return nil
}

func ruleNames() []string {
	var names []string
	for _, check := range analyzers.Checks() {
		names = append(names, check.Rule)
	}
	return names
}

type plugin struct{ settings Settings }

// BuildAnalyzers makes analyzers that no other instance shares.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	var built []*analysis.Analyzer
	for _, check := range analyzers.Checks() {
		if len(p.settings.Rules) == 0 || slices.Contains(p.settings.Rules, check.Rule) {
			built = append(built, fresh(check))
		}
		if check.Rule == sharedkey.Rule && len(built) > 0 && built[len(built)-1].Name == check.Analyzer.Name {
			built = append(built, stateAnalyzer()...)
		}
	}
	return built, nil
}

// stateAnalyzer does nothing. golangci-lint keeps the issues of a package under the names
// of the analyzers that looked for them, until something that the package imports
// changes. Shared keys depend on the other programs of the module as well, which is why a
// digest of them goes into a name. There is none where no two programs have to do with Kraken.
func stateAnalyzer() []*analysis.Analyzer {
	dir, err := os.Getwd()
	if err != nil {
		return nil
	}
	state := sharedkey.State(dir)
	if state == "" {
		return nil
	}
	return []*analysis.Analyzer{{
		Name: "krakenlintstate" + state,
		Doc:  "carry a digest of the module's programs in its name, for the cache of golangci-lint",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}}
}

// fresh makes an analyzer for golangci-lint, which shows one issue a line and takes each
// related place for an issue of its own: a step of the way to a client would hide the key
// on its line. So both halves of a key on one line are one, and the ways are left out.
func fresh(check analyzers.Check) *analysis.Analyzer {
	var analyzer analysis.Analyzer
	switch check.Rule {
	case hardcodedkey.Rule:
		analyzer = *hardcodedkey.New(hardcodedkey.Options{OnePerLine: true})
	case sharedkey.Rule:
		analyzer = *sharedkey.New(sharedkey.Options{Module: sharedkey.LoadModule})
	default:
		analyzer = *check.Analyzer
	}
	run := analyzer.Run
	analyzer.Run = func(pass *analysis.Pass) (any, error) {
		alone := *pass
		alone.Report = func(diagnostic analysis.Diagnostic) {
			diagnostic.Related = nil
			pass.Report(diagnostic)
		}
		return run(&alone)
	}
	return &analyzer
}

// GetLoadMode asks for types; the flow of values cannot be seen without.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
