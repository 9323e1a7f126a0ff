// Package extract turns the typed syntax of a package into ir.
//
// It works on syntax and not on SSA: what is asked for does not depend on the order of
// statements, so SSA would be built only to be read once; and a package that does not
// type-check completely, for which there is no SSA, still says a good deal.
package extract

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/rules"
)

// Input is what a pass knows of a package. Types may be incomplete.
type Input struct {
	Fset   *token.FileSet
	Files  []*ast.File
	Pkg    *types.Package
	Info   *types.Info
	Module string
	// Modelled tells whether the solver knows what a function without source does.
	Modelled func(symbol string) bool
	// HasSource tells whether a package of this path is analysed, so that calls into it matter.
	HasSource func(path string) bool
	// ReadFile reads a file that is embedded; it refuses what is large or no plain file.
	ReadFile func(name string) ([]byte, error)
}

// extractor holds what the functions of one package share.
type extractor struct {
	Input
	out       *ir.Package
	path      string
	files     map[string]int32
	inits     *funcBuilder
	test      bool // the current file is a test
	consts    map[types.Object]ast.Expr
	anonymous map[string]string // types of structs without a name, by their text
	tags      map[token.Pos]*ast.BasicLit
}

// Package extracts one package.
func Package(in Input) *ir.Package {
	x := &extractor{Input: in, path: PackagePath(in.Pkg.Path()), files: make(map[string]int32), anonymous: make(map[string]string)}
	x.out = &ir.Package{Path: x.path, Module: in.Module, Main: in.Pkg.Name() == "main"}
	if clients := rules.GeneratedClients(x.path); len(clients) == 0 || !x.generated(clients) {
		x.whole()
	}
	for _, f := range x.out.Funcs {
		compact(f)
	}
	return x.out
}

// whole extracts all declarations.
func (x *extractor) whole() {
	x.types()
	x.markConstants()
	for _, file := range x.Files {
		x.file(file)
	}
}

// file extracts the declarations of one file. Initialisers of package variables become
// one root function per file, so that those of test files can be left out.
func (x *extractor) file(file *ast.File) {
	x.test = strings.HasSuffix(x.Fset.PositionFor(file.Package, false).Filename, "_test.go")
	x.inits = x.newFunc(nil, fmt.Sprintf("%s.init·%d", x.path, len(x.out.Funcs)), file.Package)
	x.inits.fn.Root = true
	x.directives(file)
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			x.funcDecl(decl)
		case *ast.GenDecl:
			x.embeds(decl)
			x.inits.genDecl(decl)
		}
	}
	x.inits.finish()
}

func (x *extractor) funcDecl(decl *ast.FuncDecl) {
	obj, ok := x.Info.Defs[decl.Name].(*types.Func)
	if !ok || decl.Body == nil {
		return
	}
	name := FuncSymbol(obj)
	root := obj.Name() == "init" && decl.Recv == nil
	if root || obj.Name() == "_" {
		name = fmt.Sprintf("%s·%d", name, len(x.out.Funcs))
	}
	b := x.newFunc(nil, name, decl.Name.Pos())
	b.fn.Root = root
	if decl.Recv != nil {
		b.fn.Recv = true
		b.params(decl.Recv)
	}
	b.params(decl.Type.Params)
	b.results(decl.Type.Results)
	b.block(decl.Body)
	b.finish()
}

// pos places a node in the package's files.
func (x *extractor) pos(n ast.Node) ir.Pos {
	return x.span(n.Pos(), n.End())
}

func (x *extractor) span(from, to token.Pos) ir.Pos {
	if !from.IsValid() {
		return ir.Pos{}
	}
	start, end := x.Fset.PositionFor(from, false), x.Fset.PositionFor(to, false)
	file, ok := x.files[start.Filename]
	if !ok {
		file = int32(len(x.out.Files))
		x.files[start.Filename] = file
		x.out.Files = append(x.out.Files, start.Filename)
	}
	return ir.Pos{File: file, Line: int32(start.Line), Col: int32(start.Column), EndLine: int32(end.Line), EndCol: int32(end.Column)}
}

// globalSymbol names a package-level variable.
func globalSymbol(v *types.Var) string {
	return PackagePath(v.Pkg().Path()) + "." + v.Name()
}

func isGlobal(v *types.Var) bool {
	return v.Pkg() != nil && !v.IsField() && v.Parent() == v.Pkg().Scope()
}
