package sharedkey

import (
	_ "embed"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/internal/doc"
	"github.com/krakenlint/krakenlint/analyzers/internal/report"
	"github.com/krakenlint/krakenlint/analyzers/keyflow"
)

// Rule is the name of the check in reports, configuration and directives.
const Rule = "shared-key"

//go:embed doc.go
var docSource string

// Options say how far the analyzer sees.
type Options struct {
	// Module returns the programs of the module that has a directory, and its root. Without
	// it the analyzer sees one program and reports nothing. LoadModule is one.
	Module func(dir string) (Module, error)
}

// Module is what Options.Module returns.
type Module struct {
	Root string // directory of go.mod
	Apps []keyflow.App
}

// Analyzer sees one program at a time, as go vet does: it has nothing to report.
var Analyzer = New(Options{})

// New makes an analyzer that reports each shared key once, in the first of its programs.
func New(options Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "sharedkey",
		Doc:              doc.MustExtract(docSource, "sharedkey"),
		Requires:         []*analysis.Analyzer{keyflow.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			app := pass.ResultOf[keyflow.Analyzer].(*keyflow.Result).App
			if options.Module == nil || app == nil || app.Excluded || len(app.Keys) == 0 {
				return nil, nil
			}
			module, err := options.Module(app.Dir)
			if err != nil {
				return nil, err
			}
			for _, shared := range module.with(*app).join() {
				if shared.Uses[0].App == module.name(*app) {
					diagnose(pass, shared)
				}
			}
			return nil, nil
		},
	}
}

// with puts the app of the pass, which has positions, in the place of the loaded one.
func (m Module) with(app keyflow.App) Module {
	apps := slices.DeleteFunc(slices.Clone(m.Apps), func(other keyflow.App) bool { return other.Dir == app.Dir })
	return Module{m.Root, append(apps, app)}
}

func (m Module) join() []Shared {
	var uses []Use
	for _, app := range m.Apps {
		name := m.name(app)
		if app.Excluded || IsExample(name) {
			continue
		}
		for _, key := range app.Keys {
			uses = append(uses, NewUse(name, key))
		}
	}
	return Join(uses)
}

// name is the app's directory in its module, as reports have it.
func (m Module) name(app keyflow.App) string {
	rel, err := filepath.Rel(m.Root, app.Dir)
	if err != nil {
		return app.Package
	}
	return filepath.ToSlash(rel)
}

// NewUse is a key of a Go program as the join takes it.
func NewUse(app string, key keyflow.Key) Use {
	use := Use{App: app, Program: app, Taken: key.Source, Source: key.Source, PrivateSource: key.PrivateSource, Kind: key.Kind,
		Product: key.Product, Redacted: key.Redacted, Place: key.Place, Complete: len(key.Unknown) == 0}
	for _, endpoint := range key.Endpoints {
		use.Endpoints = append(use.Endpoints, endpoint.Name)
	}
	return use
}

// IsExample tells whether a /-separated path lies in a directory of examples or test data,
// whose programs nobody deploys.
func IsExample(path string) bool {
	for element := range strings.SplitSeq(path, "/") {
		switch element {
		case "example", "examples", "_example", "_examples", "testdata":
			return true
		}
	}
	return false
}

// diagnose reports a key, in the pass of the first app that has it.
func diagnose(pass *analysis.Pass, shared Shared) {
	first := shared.Uses[0]
	pos, end := report.Range(pass, first.Place)
	if !pos.IsValid() || report.Ignored(Rule, first.Place) {
		return
	}
	diagnostic := analysis.Diagnostic{Pos: pos, End: end, Category: Rule, Message: shared.Message()}
	for _, use := range shared.Uses[1:] {
		diagnostic.Related = append(diagnostic.Related, report.Related(pass, []keyflow.Step{{Place: use.Place, Message: use.Related()}})...)
	}
	pass.Report(diagnostic)
}
