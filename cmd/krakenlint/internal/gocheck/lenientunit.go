package gocheck

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck/lenient"
)

// lenientFlag makes this program analyse leniently what its standard input names.
const lenientFlag = "-krakenlint-lenient"

// lenientRequest says what to analyse leniently.
type lenientRequest struct {
	Dirs    []string
	Overlay map[string]string
	Tags    []string
	Opaque  []string // import paths whose code is not analysed
}

// runLenientUnit answers a request on standard input with units on standard output.
func runLenientUnit() {
	var request lenientRequest
	if err := json.NewDecoder(os.Stdin).Decode(&request); err != nil {
		fail("its request cannot be read")
	}
	if err := json.NewEncoder(os.Stdout).Encode(request.analyse(context.Background())); err != nil {
		fail("its answer cannot be written")
	}
	os.Exit(0)
}

// analyse loads directories and runs the unit analyzer over them, dependencies first.
func (r lenientRequest) analyse(ctx context.Context) map[string]*unit {
	loader := lenient.New(lenient.Options{
		ReadFile: func(path string) ([]byte, error) { return readOverlaid(r.Overlay, path) },
		Tags:     r.Tags,
		Opaque:   func(path string) bool { return slices.Contains(r.Opaque, path) },
	})
	var roots []*packages.Package
	for _, dir := range r.Dirs {
		for _, pkg := range loader.Dir(ctx, dir) {
			if len(pkg.Syntax) > 0 {
				roots = append(roots, pkg)
			}
		}
	}
	units := map[string]*unit{}
	graph, err := checker.Analyze([]*analysis.Analyzer{unitAnalyzer}, roots, nil)
	if err != nil {
		fail("the analyzers do not fit together")
	}
	for i, action := range graph.Roots {
		if found, ok := action.Result.(*unit); ok {
			units[fmt.Sprintf("%s [lenient %s %d]", action.Package.ID, action.Package.Dir, i)] = found
		}
	}
	return units
}
