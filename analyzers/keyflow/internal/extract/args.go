package extract

import (
	"go/ast"
	"go/token"
	"go/types"
)

// underPrefix emits the body of an if. Where the condition is that a string begins with a
// prefix, the string is named by it in there: programs find their own flags that way.
func (b *funcBuilder) underPrefix(s *ast.IfStmt) {
	obj, prefix := b.prefixed(s.Cond)
	if obj == nil || assigns(b.Info, s.Body, obj) {
		b.stmt(s.Body)
		return
	}
	outer := b.vars[obj]
	b.vars[obj] = b.builtin("flagged", s.Cond, outer, b.expr(prefix))
	b.stmt(s.Body)
	b.vars[obj] = outer
}

// prefixed finds strings.HasPrefix(x, prefix) in a condition, x a local variable.
func (b *funcBuilder) prefixed(cond ast.Expr) (types.Object, ast.Expr) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		if e.Op == token.LOR || e.Op == token.LAND {
			if obj, prefix := b.prefixed(e.X); obj != nil {
				return obj, prefix
			}
			return b.prefixed(e.Y)
		}
	case *ast.CallExpr:
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		if !ok || len(e.Args) != 2 {
			break
		}
		f, ok := b.Info.Uses[sel.Sel].(*types.Func)
		id, isName := ast.Unparen(e.Args[0]).(*ast.Ident)
		if !ok || !isName || FuncSymbol(f) != "strings.HasPrefix" {
			break
		}
		if obj := b.Info.ObjectOf(id); b.vars[obj] != 0 {
			return obj, e.Args[1]
		}
	}
	return nil, nil
}

// assigns tells whether a variable is given another value in a statement, or its address taken.
func assigns(info *types.Info, body ast.Stmt, obj types.Object) bool {
	found := false
	is := func(e ast.Expr) {
		id, ok := ast.Unparen(e).(*ast.Ident)
		found = found || ok && info.ObjectOf(id) == obj
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				is(l)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				is(n.X)
			}
		}
		return !found
	})
	return found
}
