package extract

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"unicode/utf8"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// maxConstant bounds the constants that are kept; a longer one is data, not a credential.
const maxConstant = 64 << 10

// expr emits the evaluation of e and returns the variable with its value; 0 where the
// value is of no interest.
func (b *funcBuilder) expr(e ast.Expr) ir.Var {
	if s, ok := b.constString(e); ok {
		if len(s) > maxConstant {
			return 0
		}
		return b.constant(s, b.constPlace(e))
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return b.expr(e.X)
	case *ast.Ident:
		return b.ident(e)
	case *ast.SelectorExpr:
		return b.selector(e)
	case *ast.StarExpr:
		return b.deref(e)
	case *ast.UnaryExpr:
		return b.unary(e)
	case *ast.BinaryExpr:
		return b.binary(e)
	case *ast.CallExpr:
		if rets := b.call(e); len(rets) > 0 {
			return rets[0]
		}
	case *ast.CompositeLit:
		return b.composite(e)
	case *ast.FuncLit:
		return b.closure(e)
	case *ast.IndexExpr:
		return b.indexed(e)
	case *ast.IndexListExpr:
		return b.expr(e.X)
	case *ast.SliceExpr:
		return b.slice(e)
	case *ast.TypeAssertExpr:
		return b.assert(e)
	}
	return b.character(e)
}

// character is the value of a constant byte or rune, as a string of one character.
func (b *funcBuilder) character(e ast.Expr) ir.Var {
	tv := b.Info.Types[e]
	if tv.Value == nil || tv.Type == nil || !isCharacter(tv.Type) {
		return 0
	}
	if s, ok := charString(tv.Value); ok {
		return b.constant(s, e)
	}
	return 0
}

func charString(v constant.Value) (string, bool) {
	n, ok := constant.Int64Val(constant.ToInt(v))
	if !ok || n < 0 || n > utf8.MaxRune {
		return "", false
	}
	if n < 0x100 {
		return string([]byte{byte(n)}), true
	}
	return string(rune(n)), true
}

// constPlace is where the text of a constant stands: for a named constant of this
// package, at its declaration.
func (b *funcBuilder) constPlace(e ast.Expr) ast.Node {
	for range 16 {
		var id *ast.Ident
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			id = x
		case *ast.SelectorExpr:
			id = x.Sel
		default:
			return ast.Unparen(e)
		}
		obj, ok := b.Info.Uses[id].(*types.Const)
		if !ok {
			return e
		}
		value, ok := b.constants()[obj]
		if !ok {
			return placeOf(obj)
		}
		e = value
	}
	return e
}

// objectPlace lends a declared object's name the shape of a syntax node.
type objectPlace struct{ pos, end token.Pos }

func (p objectPlace) Pos() token.Pos { return p.pos }

func (p objectPlace) End() token.Pos { return p.end }

func placeOf(obj types.Object) ast.Node {
	return objectPlace{obj.Pos(), obj.Pos() + token.Pos(len(obj.Name()))}
}

func (b *funcBuilder) ident(e *ast.Ident) ir.Var {
	switch obj := b.Info.ObjectOf(e).(type) {
	case *types.Var:
		if classify(obj.Type()) == ignored {
			return 0
		}
		return b.variable(obj)
	case *types.Func:
		return b.funcRef(obj, e)
	case *types.Const:
		return b.character(e)
	}
	return 0
}

func (b *funcBuilder) funcRef(f *types.Func, at ast.Expr) ir.Var {
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.FuncRef, Dst: v, Text: FuncSymbol(f), Sig: b.signature(at), Pos: b.pos(at)})
	return v
}

// selector is a qualified name, a field, a method value or a method expression.
func (b *funcBuilder) selector(e *ast.SelectorExpr) ir.Var {
	sel := b.Info.Selections[e]
	if sel == nil {
		return b.ident(e.Sel)
	}
	if sel.Kind() == types.MethodExpr {
		return b.methodExpr(sel, e)
	}
	f, isMethod := sel.Obj().(*types.Func)
	if isMethod {
		recv := b.receiver(e, sel, f)
		v := b.newVar()
		op := ir.Op{Kind: ir.Bind, Dst: v, A: recv, Text: FuncSymbol(f), Sig: b.signature(e), Pos: b.pos(e)}
		if isInterface(f.Signature().Recv().Type()) {
			op.Text, op.Dynamic = MethodKey(f), true
		}
		b.emit(op)
		return v
	}
	if classify(sel.Type()) == ignored {
		b.expr(e.X)
		return 0
	}
	base, field := b.field(e, sel)
	return b.load(base, field, sel.Type(), e)
}

func (b *funcBuilder) methodExpr(sel *types.Selection, e *ast.SelectorExpr) ir.Var {
	f, ok := sel.Obj().(*types.Func)
	if !ok {
		return 0
	}
	v := b.newVar()
	op := ir.Op{Kind: ir.FuncRef, Dst: v, Text: FuncSymbol(f), Sig: b.signature(e), Pos: b.pos(e)}
	if isInterface(f.Signature().Recv().Type()) {
		op.Text, op.Dynamic = MethodKey(f), true
	}
	b.emit(op)
	return v
}

func (b *funcBuilder) load(base ir.Var, field string, t types.Type, at ast.Node) ir.Var {
	if base == 0 {
		return 0
	}
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Load, Dst: v, A: base, Text: field, Inline: isAggregate(t), Pos: b.pos(at)})
	return v
}

// field walks to the struct that has the selected field, through embedded ones, and
// returns it with the field's name.
func (b *funcBuilder) field(e *ast.SelectorExpr, sel *types.Selection) (ir.Var, string) {
	base := b.expr(e.X)
	t := sel.Recv()
	index := sel.Index()
	for i, n := range index {
		st, ok := structOf(t)
		if !ok || n >= st.NumFields() {
			break
		}
		f := st.Field(n)
		if i == len(index)-1 {
			break
		}
		base = b.load(base, f.Name(), f.Type(), e.X)
		t = f.Type()
	}
	return base, e.Sel.Name
}

// structOf is the struct behind t or its pointer.
func structOf(t types.Type) (*types.Struct, bool) {
	if t == nil {
		return nil, false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	return st, ok
}

func (b *funcBuilder) deref(e *ast.StarExpr) ir.Var {
	v := b.expr(e.X)
	t := b.Info.TypeOf(e.X)
	if v == 0 || t == nil || pointsToObject(t) || classify(b.Info.TypeOf(e)) == ignored {
		return v
	}
	return b.load(v, "*", nil, e)
}

func (b *funcBuilder) unary(e *ast.UnaryExpr) ir.Var {
	switch e.Op {
	case token.AND:
		return b.address(e.X)
	case token.ARROW:
		return b.load(b.expr(e.X), "[]", b.valueType(e), e)
	}
	b.expr(e.X)
	return 0
}

// address is &e: the object itself where e is one, else a reference to where e is kept.
func (b *funcBuilder) address(e ast.Expr) ir.Var {
	e = ast.Unparen(e)
	t := b.Info.TypeOf(e)
	if t == nil || isAggregate(t) || classify(t) == ignored {
		return b.expr(e)
	}
	v := b.newVar()
	switch x := e.(type) {
	case *ast.Ident:
		if n := b.variable(b.Info.ObjectOf(x)); n != 0 {
			b.emit(ir.Op{Kind: ir.Addr, Dst: v, A: n})
		}
	case *ast.SelectorExpr:
		sel := b.Info.Selections[x]
		if sel == nil {
			if n := b.variable(b.Info.ObjectOf(x.Sel)); n != 0 {
				b.emit(ir.Op{Kind: ir.Addr, Dst: v, A: n})
			}
			break
		}
		base, field := b.field(x, sel)
		b.emit(ir.Op{Kind: ir.FieldAddr, Dst: v, A: base, Text: field})
	case *ast.IndexExpr:
		base := b.expr(x.X)
		field, _ := b.elementField(x)
		b.emit(ir.Op{Kind: ir.FieldAddr, Dst: v, A: base, Text: field})
	case *ast.StarExpr:
		return b.expr(x.X)
	default:
		tmp := b.expr(e)
		if tmp == 0 {
			return 0
		}
		b.emit(ir.Op{Kind: ir.Addr, Dst: v, A: tmp})
	}
	if hasMethods(t) && classify(t) == object { // found by what is there, which may be made later
		list := b.newVar()
		b.emit(ir.Op{Kind: ir.Alloc, Dst: list, Text: b.symbol(t), Pos: b.pos(e)})
		b.store(v, "*", list, e)
	}
	return v
}

// binary is a concatenation, or something evaluated for its effects only.
func (b *funcBuilder) binary(e *ast.BinaryExpr) ir.Var {
	if e.Op != token.ADD || classify(b.Info.TypeOf(e)) != text {
		b.expr(e.X)
		b.expr(e.Y)
		return 0
	}
	var args []ir.Var
	b.operands(e, &args, 0)
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Concat, Dst: v, Args: args, Pos: b.pos(e)})
	return v
}

// operands flattens a chain of additions; constants that stand side by side stay one.
func (b *funcBuilder) operands(e ast.Expr, args *[]ir.Var, depth int) {
	bin, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if _, isConst := b.constString(e); ok && !isConst && bin.Op == token.ADD && depth < 10000 {
		b.operands(bin.X, args, depth+1)
		b.operands(bin.Y, args, depth+1)
		return
	}
	*args = append(*args, b.expr(e))
}
