package extract

import (
	"go/ast"
	"go/types"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// conversion keeps the value; a named function becomes an object that its methods are found on.
func (b *funcBuilder) conversion(e *ast.CallExpr, t types.Type) []ir.Var {
	if len(e.Args) != 1 {
		return nil
	}
	v := b.expr(e.Args[0])
	if v == 0 {
		v = b.character(e.Args[0])
	}
	if _, isFunc := t.Underlying().(*types.Signature); isFunc && TypeSymbol(t) != "" && v != 0 {
		dst := b.newVar()
		b.emit(ir.Op{Kind: ir.Box, Dst: dst, A: v, Text: b.symbol(t), Pos: b.pos(e)})
		return []ir.Var{dst}
	}
	if classify(t) == ignored {
		return nil
	}
	return []ir.Var{v}
}

// builtinCall is a call of a predeclared function.
func (b *funcBuilder) builtinCall(name string, e *ast.CallExpr) ir.Var {
	switch name {
	case "append":
		return b.appendCall(e)
	case "copy":
		b.copyCall(e)
		return 0
	case "make":
		if t := b.Info.TypeOf(e); classify(t) == object {
			v := b.newVar()
			b.emit(ir.Op{Kind: ir.Alloc, Dst: v, Text: b.symbol(t), Pos: b.pos(e)})
			return v
		}
		return 0
	case "new":
		return b.newCall(e)
	}
	var last ir.Var
	for _, arg := range e.Args {
		if v := b.expr(arg); v != 0 {
			last = v
		}
	}
	switch name {
	case "min", "max":
		return last
	case "panic":
		if len(e.Args) == 1 && classify(b.Info.TypeOf(e.Args[0])) != text {
			b.copy(b.global(panicked), last)
		}
	case "recover":
		return b.global(panicked)
	}
	return 0
}

// panicked stands for what any panic hands to any recover.
const panicked = "builtin.panicked"

func (b *funcBuilder) newCall(e *ast.CallExpr) ir.Var {
	t := b.Info.TypeOf(e)
	if t == nil || len(e.Args) != 1 {
		return 0
	}
	v := b.newVar()
	if pointsToObject(t) {
		b.emit(ir.Op{Kind: ir.Alloc, Dst: v, Text: b.symbol(t), Pos: b.pos(e)})
		return v
	}
	cell := b.newVar()
	if tv := b.Info.Types[e.Args[0]]; !tv.IsType() {
		b.copy(cell, b.expr(e.Args[0])) // new(value), as of Go 1.26
	}
	b.emit(ir.Op{Kind: ir.Addr, Dst: v, A: cell})
	return v
}

func (b *funcBuilder) appendCall(e *ast.CallExpr) ir.Var {
	if len(e.Args) == 0 {
		return 0
	}
	base := b.expr(e.Args[0])
	if classify(b.Info.TypeOf(e)) == text {
		args := []ir.Var{base}
		for _, arg := range e.Args[1:] {
			args = append(args, b.joined(arg))
		}
		v := b.newVar()
		b.emit(ir.Op{Kind: ir.Concat, Dst: v, Args: args, Pos: b.pos(e), Inline: true})
		return v
	}
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Alloc, Dst: v, Text: b.symbol(b.Info.TypeOf(e)), Pos: b.pos(e)})
	b.copy(v, base)
	for _, arg := range e.Args[1:] {
		value := b.expr(arg)
		if e.Ellipsis.IsValid() {
			b.copy(v, value)
			continue
		}
		b.store(v, "[]", value, arg)
	}
	return v
}

func (b *funcBuilder) copyCall(e *ast.CallExpr) {
	if len(e.Args) != 2 {
		return
	}
	src := b.expr(e.Args[1])
	if classify(b.Info.TypeOf(e.Args[0])) == text {
		b.assign(sliced(e.Args[0]), src)
		return
	}
	b.store(b.expr(e.Args[0]), "[]", b.load(src, "[]", nil, e), e)
}

// sliced is x of x[i:j].
func sliced(e ast.Expr) ast.Expr {
	for {
		s, ok := ast.Unparen(e).(*ast.SliceExpr)
		if !ok {
			return ast.Unparen(e)
		}
		e = s.X
	}
}
