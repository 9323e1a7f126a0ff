package extract

import (
	"go/ast"
	"go/types"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// uninstantiated strips the type arguments from a generic function.
func uninstantiated(info *types.Info, e ast.Expr) ast.Expr {
	switch x := e.(type) {
	case *ast.IndexExpr:
		if tv, ok := info.Types[x.Index]; ok && tv.IsType() {
			return ast.Unparen(x.X)
		}
	case *ast.IndexListExpr:
		return ast.Unparen(x.X)
	}
	return e
}

// madeInside makes an object of each type that a generic function is told to work with, as
// it may declare variables of it and call their methods.
func (b *funcBuilder) madeInside(fun ast.Expr) {
	var list []ast.Expr
	switch x := fun.(type) {
	case *ast.IndexExpr:
		list = []ast.Expr{x.Index}
	case *ast.IndexListExpr:
		list = x.Indices
	}
	for _, arg := range list {
		if tv := b.Info.Types[arg]; tv.IsType() && isStruct(tv.Type) && hasMethods(tv.Type) {
			b.emit(ir.Op{Kind: ir.Alloc, Dst: b.global(made), Text: b.symbol(tv.Type), Pos: b.pos(arg)})
		}
	}
}

// made stands for the variables of generic functions.
const made = "builtin.made"
