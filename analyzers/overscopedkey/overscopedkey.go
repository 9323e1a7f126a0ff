package overscopedkey

import (
	_ "embed"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/internal/doc"
	"github.com/krakenlint/krakenlint/analyzers/internal/report"
	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/rules"
	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/scope"
)

// Rule is the name of the check in reports, configuration and directives.
const Rule = "overscoped-key"

// Analyzer reports one diagnostic for each key of a main package that may do too much.
var Analyzer = &analysis.Analyzer{
	Name:             "overscopedkey",
	Doc:              doc.MustExtract(docSource, "overscopedkey"),
	Requires:         []*analysis.Analyzer{keyflow.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

//go:embed doc.go
var docSource string

func run(pass *analysis.Pass) (any, error) {
	result, ok := pass.ResultOf[keyflow.Analyzer].(*keyflow.Result)
	if !ok || result.App == nil { // it failed, which the driver says; or this is no program
		return nil, nil
	}
	for _, key := range result.App.Keys {
		if diagnostic, ok := diagnose(pass, key); ok {
			pass.Report(diagnostic)
		}
	}
	return nil, nil
}

func diagnose(pass *analysis.Pass, key keyflow.Key) (analysis.Diagnostic, bool) {
	message := complaint(key, pass.Pkg.Name())
	pos, end := report.Range(pass, key.Place)
	if message == "" || !pos.IsValid() || report.Ignored(Rule, key.Place) {
		return analysis.Diagnostic{}, false
	}
	diagnostic := analysis.Diagnostic{Pos: pos, End: end, Category: Rule, Message: message}
	for _, witness := range Witnesses(key) {
		diagnostic.Related = append(diagnostic.Related, report.Related(pass, []keyflow.Step{witness})...)
	}
	return diagnostic, true
}

// complaint is the diagnostic's message; empty where there is nothing to complain of.
func complaint(key keyflow.Key, app string) string {
	grant, ok, err := Granted(key)
	if err != nil {
		return err.Error()
	}
	if !ok {
		return ""
	}
	judgement, err := scope.Judge(grant, Use(key))
	if err != nil || len(judgement.Excess) == 0 {
		return ""
	}
	return judgement.Message(Name(key), "package "+app, grant.Origin)
}

// Granted is what the code itself says that a key may do: by a directive, else by names.
// The error tells of a directive that cannot be understood.
func Granted(key keyflow.Key) (scope.Grant, bool, error) {
	if len(key.Directive) > 0 {
		grant, err := scope.Declared(scope.FromDirective, key.Directive)
		return grant, err == nil, err
	}
	grant, ok := scope.Named(key.Source, key.Names, Product(key))
	return grant, ok, nil
}

// Use is what the code can do with a key.
func Use(key keyflow.Key) scope.Use {
	use := scope.Use{Complete: len(key.Unknown) == 0}
	for _, endpoint := range key.Endpoints {
		use.Endpoints = append(use.Endpoints, endpoint.Name)
	}
	return use
}

// Product is the key's own where it is known, else that of what it is used for.
func Product(key keyflow.Key) string {
	if key.Product == credential.Spot || key.Product == credential.Futures {
		return string(key.Product)
	}
	return scope.Product(Use(key).Endpoints)
}

// Name is what messages call a key.
func Name(key keyflow.Key) string {
	if key.Redacted != "" {
		return key.Redacted
	}
	return key.Source
}

// Witnesses has one step for each endpoint that a key is used for, with what it is and
// needs: the last place on the way to the request that is still in the app's own package.
func Witnesses(key keyflow.Key) []keyflow.Step {
	var steps []keyflow.Step
	for _, endpoint := range key.Endpoints {
		e, ok := rules.LookupEndpoint(endpoint.Name)
		if len(endpoint.Witness) == 0 || !ok {
			continue
		}
		step := ownStep(endpoint.Witness)
		step.Message = "uses " + endpoint.Name + " (" + string(e.Access) + ", needs " + e.Permissions.String() + ")"
		steps = append(steps, step)
	}
	return steps
}

// ownStep is the last of the steps that begin a way in one directory, which is the app's.
func ownStep(way []keyflow.Step) keyflow.Step {
	own := way[0]
	for _, step := range way {
		if filepath.Dir(step.File) != filepath.Dir(own.File) {
			break
		}
		own = step
	}
	return own
}
