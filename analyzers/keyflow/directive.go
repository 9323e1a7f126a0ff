package keyflow

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
)

// directive finds the krakenlint:permissions that is about a credential: the first on its
// way, from where the program takes it to where it is used, of a function that it passes
// through, a package variable or a field that has it, or on or above its line.
func (a *appRun) directive(place solve.Place, way []solve.Move) []string {
	for _, move := range append([]solve.Move{{Place: place}}, way...) {
		for _, pkg := range a.linked {
			for _, d := range pkg.Directives {
				if names(pkg, d, move) {
					return d.Permissions
				}
			}
		}
	}
	return nil
}

// names tells whether a directive is about a step of a way.
func names(pkg *ir.Package, d ir.Directive, move solve.Move) bool {
	if d.Symbol == "" {
		return d.Pos.IsValid() && int(d.Pos.File) < len(pkg.Files) && pkg.Files[d.Pos.File] == move.Place.File &&
			(move.Place.Pos.Line == d.Pos.Line || move.Place.Pos.Line == d.Pos.EndLine+1)
	}
	function, _, _ := strings.Cut(move.Function, "$") // closures belong to what they stand in
	last := d.Symbol[strings.LastIndexByte(d.Symbol, '.')+1:]
	isField := strings.Count(strings.TrimPrefix(d.Symbol, pkg.Path+"."), ".") == 1 && !strings.Contains(d.Symbol, ")")
	switch {
	case d.Symbol == function:
		return true
	case isField:
		return last == move.Field || last == move.Loaded
	}
	return last == move.Variable
}
