package gocheck

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/internal/vetunit"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// IsUnit tells whether the go command runs this program as its vet tool: to ask for its
// version or flags, or with the description of one package, whose name ends in .cfg. So
// does this program itself, for what the go command cannot load.
func IsUnit(args []string) bool {
	if len(args) == 0 {
		return false
	}
	for _, arg := range args[:len(args)-1] {
		if !strings.HasPrefix(arg, "-") {
			return false
		}
	}
	last := args[len(args)-1]
	return last == lenientFlag || last == "-V=full" || last == "-flags" || strings.HasSuffix(last, ".cfg")
}

// RunUnit analyses the package that the go command names in os.Args. It does not return.
func RunUnit() {
	if os.Args[len(os.Args)-1] == lenientFlag {
		guardUnit(lenientTimeout, lenientMemory)
		runLenientUnit()
	}
	guardUnit(unitTimeout, unitMemory)
	vetunit.Main(unitAnalyzer)
}

// unit is what the analysis of one package yields, as it travels between processes.
type unit struct {
	Package  string // import path
	File     string // one of its files
	Result   *keyflow.Result
	Fixes    []finding.Fix
	Troubles []trouble // panics, also of dependencies
}

// trouble is an analyzer's panic on a package. The panic's value is not kept: it may
// quote what was analysed.
type trouble struct{ Analyzer, Package string }

func (t trouble) String() string {
	return fmt.Sprintf("analyzer %s failed on package %s", t.Analyzer, t.Package)
}

// troubles carries panics on packages that are analysed for their facts alone to those
// that import them. It is there only where there is something to tell.
type troubles struct{ List []trouble }

func (*troubles) AFact() {}

func (t *troubles) String() string { return fmt.Sprint(t.List) }

// unitAnalyzer hands keyflow's result to the driver: as its own result in this process,
// and as a diagnostic with the JSON of it where another process collects it.
var unitAnalyzer = &analysis.Analyzer{
	Name:             "krakenunit",
	Doc:              "hand the flow of Kraken credentials through one package to krakenlint",
	Requires:         []*analysis.Analyzer{guarded},
	FactTypes:        []analysis.Fact{new(troubles)},
	ResultType:       reflect.TypeFor[*unit](),
	RunDespiteErrors: true,
	Run:              runUnit,
}

// guarded is keyflow, except that a panic costs one package and not the run.
var guarded = guard(keyflow.Analyzer)

// guardedResult is what guarded yields.
type guardedResult struct {
	result *keyflow.Result
	failed bool
}

func guard(analyzer *analysis.Analyzer) *analysis.Analyzer {
	safe := *analyzer
	safe.ResultType = reflect.TypeFor[guardedResult]()
	safe.Run = func(pass *analysis.Pass) (value any, err error) {
		defer func() {
			if recover() != nil {
				value, err = guardedResult{new(keyflow.Result), true}, nil
			}
		}()
		result, err := analyzer.Run(pass)
		if err != nil {
			return guardedResult{new(keyflow.Result), true}, nil
		}
		return guardedResult{result: result.(*keyflow.Result)}, nil
	}
	return &safe
}

func runUnit(pass *analysis.Pass) (any, error) {
	flow := pass.ResultOf[guarded].(guardedResult)
	found := &unit{Package: pass.Pkg.Path(), File: firstFile(pass), Result: flow.result, Fixes: fixes(pass, flow.result), Troubles: collectTroubles(pass, flow.failed)}
	if len(found.Troubles) > 0 {
		pass.ExportPackageFact(&troubles{found.Troubles})
	}
	message, err := json.Marshal(found)
	if err != nil {
		return nil, err
	}
	pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Message: string(message)})
	return found, nil
}

func firstFile(pass *analysis.Pass) string {
	return pass.Fset.PositionFor(pass.Files[0].Package, false).Filename
}

func collectTroubles(pass *analysis.Pass, failed bool) []trouble {
	var all []trouble
	if failed {
		all = append(all, trouble{keyflow.Analyzer.Name, pass.Pkg.Path()})
	}
	for _, imported := range pass.Pkg.Imports() {
		var of troubles
		if pass.ImportPackageFact(imported, &of) {
			all = append(all, of.List...)
		}
	}
	slices.SortFunc(all, func(a, b trouble) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(all)
}
