package extract

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// neverOn puts what follows under a condition that never holds. It stays in the code: a
// credential there is one all the same.
func (b *funcBuilder) neverOn() {
	at := b.emit(ir.Op{Kind: ir.Guard, Inline: true})
	b.guard = int32(at) + 1
}

// always tells whether a condition is a constant, or decided by one.
func (b *funcBuilder) always(cond ast.Expr, want bool) bool {
	if value := b.Info.Types[cond].Value; value != nil && value.Kind() == constant.Bool {
		return constant.BoolVal(value) == want
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.NOT && b.always(e.X, !want)
	case *ast.BinaryExpr:
		either := e.Op == token.LAND && !want || e.Op == token.LOR && want
		both := e.Op == token.LAND && want || e.Op == token.LOR && !want
		x, y := b.always(e.X, want), b.always(e.Y, want)
		return either && (x || y) || both && x && y
	}
	return false
}

// leaves tells whether nothing after a statement of the same block runs: it leaves the block
// itself, or under a condition that a constant makes true.
func (b *funcBuilder) leaves(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.IfStmt:
		body := s.Body.List
		return s.Init == nil && len(body) > 0 && b.always(s.Cond, true) && b.leaves(body[len(body)-1])
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok != token.FALLTHROUGH
	case *ast.ExprStmt:
		return b.panics(s.X)
	}
	return false
}

func (b *funcBuilder) panics(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && b.Info.Uses[id] == types.Universe.Lookup("panic")
}
