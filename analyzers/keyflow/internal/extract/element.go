package extract

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// elementField names the element of an index expression: "[=k" where the key is
// constant, "[]" otherwise.
func (b *funcBuilder) elementField(e *ast.IndexExpr) (field string, key ir.Var) {
	if s, ok := b.constString(e.Index); ok {
		return "[=" + s, 0
	}
	if tv := b.Info.Types[e.Index]; tv.Value != nil {
		if n, ok := constant.Int64Val(constant.ToInt(tv.Value)); ok {
			return "[=" + strconv.FormatInt(n, 10), 0
		}
	}
	return "[]", b.expr(e.Index)
}

// indexed is an element, a character of a string, or an instance of a generic function.
func (b *funcBuilder) indexed(e *ast.IndexExpr) ir.Var {
	if tv, ok := b.Info.Types[e.Index]; ok && tv.IsType() {
		return b.expr(e.X)
	}
	base := b.expr(e.X)
	if t := b.Info.TypeOf(e.X); t == nil || classify(t) == text {
		b.expr(e.Index)
		return b.derive(base, e)
	}
	field, key := b.elementField(e)
	t := b.valueType(e)
	if base == 0 || classify(t) == ignored {
		return 0
	}
	if key == 0 {
		return b.load(base, field, t, e)
	}
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.LoadAt, Dst: v, A: base, B: key, Inline: isAggregate(t), Pos: b.pos(e)})
	return v
}

// valueType is the type of an expression's value, where it also says whether there is one.
func (b *funcBuilder) valueType(e ast.Expr) types.Type {
	t := b.Info.TypeOf(e)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		return tuple.At(0).Type()
	}
	return t
}

// derive is a part of a string of which no more is known.
func (b *funcBuilder) derive(v ir.Var, at ast.Node) ir.Var {
	if v == 0 {
		return 0
	}
	return b.builtin("derive", at, v)
}

// builtin calls one of the pseudo-functions that the solver models.
func (b *funcBuilder) builtin(name string, at ast.Node, args ...ir.Var) ir.Var {
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Call, Text: "builtin." + name, Args: args, Rets: []ir.Var{v}, Pos: b.pos(at)})
	return v
}

// slice is x[i:j]. Constant bounds of a string are kept.
func (b *funcBuilder) slice(e *ast.SliceExpr) ir.Var {
	v := b.expr(e.X)
	if v == 0 || classify(b.Info.TypeOf(e)) != text || (e.Low == nil && e.High == nil) {
		if t := b.Info.TypeOf(e.X); v != 0 && t != nil && !pointsToObject(t) && classify(t) == other {
			return b.load(v, "*", nil, e)
		}
		return v
	}
	bound := func(x ast.Expr) string {
		if x == nil {
			return ""
		}
		if tv := b.Info.Types[x]; tv.Value != nil {
			return tv.Value.ExactString()
		}
		b.expr(x)
		return "?"
	}
	low, high := bound(e.Low), bound(e.High)
	if low == "?" || high == "?" {
		return b.derive(v, e)
	}
	return b.builtin("slice:"+low+":"+high, e, v)
}

func (b *funcBuilder) assert(e *ast.TypeAssertExpr) ir.Var {
	v := b.expr(e.X)
	if isErrorType(b.Info.TypeOf(e.X)) && e.Type != nil {
		return b.anError(b.Info.TypeOf(e.Type), e)
	}
	if v == 0 || e.Type == nil {
		return v
	}
	return b.asserted(v, b.Info.TypeOf(e.Type), e)
}

// asserted narrows a value to a concrete type; to an interface it stays as it is.
func (b *funcBuilder) asserted(v ir.Var, t types.Type, at ast.Node) ir.Var {
	if t == nil || isInterface(t) {
		return v
	}
	if classify(t) == ignored {
		return 0
	}
	dst := b.newVar()
	b.emit(ir.Op{Kind: ir.Assert, Dst: dst, A: v, Text: assertType(t), Pos: b.pos(at)})
	return dst
}

// anError is what an error is taken for, since errors themselves are not followed: any object
// of the type. Of an interface, what is called on it finds those that have its methods.
func (b *funcBuilder) anError(t types.Type, at ast.Node) ir.Var {
	if isInterface(t) || classify(t) == ignored {
		return 0
	}
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Call, Text: "builtin.anerror", Rets: []ir.Var{v}, Sig: "()(" + typeText(t) + ")", Pos: b.pos(at)})
	return v
}

// assertType is a type symbol, "string" for text, or "" where every value may pass.
func assertType(t types.Type) string {
	if classify(t) == text {
		return "string"
	}
	return TypeSymbol(t)
}
