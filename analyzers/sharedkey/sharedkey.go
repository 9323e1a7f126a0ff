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
		if site := ownSite(endpoint.Witness); use.Site.File == "" && filepath.Dir(site.File) != filepath.Dir(key.File) {
			use.Site = site
		}
	}
	return use
}

// ownSite is the last of the steps that begin a way in one directory, which is the app's.
func ownSite(way []keyflow.Step) keyflow.Place {
	var own keyflow.Place
	for i, step := range way {
		if i > 0 && filepath.Dir(step.File) != filepath.Dir(own.File) {
			break
		}
		own = step.Place
	}
	return own
}

// Sites lists every other place of a shared key: where each further app takes it, and
// where apps use it that take it in code of others.
func (s Shared) Sites() []keyflow.Step {
	var sites []keyflow.Step
	for i, use := range s.Uses {
		if i > 0 {
			sites = append(sites, keyflow.Step{Place: use.Place, Message: use.takes()})
		}
		if use.GivenAt.File != "" {
			sites = append(sites, keyflow.Step{Place: use.GivenAt, Message: use.gets()})
		}
		if use.Site.File != "" {
			sites = append(sites, keyflow.Step{Place: use.Site, Message: use.App + " uses the key here"})
		}
	}
	return sites
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
	diagnostic.Related = report.Related(pass, shared.Sites())
	pass.Report(diagnostic)
}
