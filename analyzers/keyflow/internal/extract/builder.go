package extract

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// funcBuilder writes the ops of one function.
type funcBuilder struct {
	*extractor
	fn         *ir.Func
	index      int // of fn in out.Funcs
	parent     *funcBuilder
	vars       map[types.Object]ir.Var
	globals    map[string]ir.Var // negative placeholders until finish knows the number of variables
	captured   map[types.Object]ir.Var
	closures   int
	guard      int32
	builders   map[types.Object][]written  // strings.Builder and bytes.Buffer: what was written so far
	conditions int                         // around the statement
	folds      map[types.Object]ir.Var     // range variables: the slice or map they run over
	keys       map[types.Object]ir.Var     // the other variables of such ranges
	pool       map[string]ir.Var           // in a large table: its objects by type
	made       map[types.Object][]ast.Expr // variables: what they were declared with
	body       *ast.BlockStmt              // of the function
	scope      scope                       // of the block around the statement
	before     []version                   // what variables were when they were renewed
	pins       *pins                       // variables that are never renewed; nil before anybody asks
	ofKey      bool                        // what is stored under a key is made of it
}

// globalBase separates the placeholders of globals from captured variables.
const globalBase = -1 << 24

func (x *extractor) newFunc(parent *funcBuilder, name string, at token.Pos) *funcBuilder {
	b := &funcBuilder{
		extractor: x, parent: parent, index: len(x.out.Funcs),
		fn:       &ir.Func{Name: name, Test: x.test, Pos: x.span(at, at), Shared: make(map[ir.Var]bool)},
		vars:     make(map[types.Object]ir.Var),
		globals:  make(map[string]ir.Var),
		captured: make(map[types.Object]ir.Var),
		builders: make(map[types.Object][]written),
		folds:    make(map[types.Object]ir.Var),
		keys:     make(map[types.Object]ir.Var),
		made:     make(map[types.Object][]ast.Expr),
	}
	if parent != nil {
		b.fn.Parent = int32(parent.index) + 1
	}
	x.out.Funcs = append(x.out.Funcs, b.fn)
	return b
}

// finish gives the globals their numbers, above all variables.
func (b *funcBuilder) finish() {
	fix := func(v ir.Var) ir.Var {
		if v <= globalBase {
			return b.fn.Vars + (globalBase - v) + 1
		}
		return v
	}
	for i := range b.fn.Ops {
		op := &b.fn.Ops[i]
		op.Dst, op.A, op.B = fix(op.Dst), fix(op.A), fix(op.B)
		for j := range op.Args {
			op.Args[j] = fix(op.Args[j])
		}
		for j := range op.Rets {
			op.Rets[j] = fix(op.Rets[j])
		}
	}
}

func (b *funcBuilder) newVar() ir.Var {
	b.fn.Vars++
	return b.fn.Vars
}

func (b *funcBuilder) emit(op ir.Op) int {
	op.Guard = b.guard
	b.fn.Ops = append(b.fn.Ops, op)
	return len(b.fn.Ops) - 1
}

func (b *funcBuilder) copy(dst, src ir.Var) {
	if dst != 0 && src != 0 && dst != src {
		b.emit(ir.Op{Kind: ir.Copy, Dst: dst, A: src})
	}
}

// constant emits a constant string.
func (b *funcBuilder) constant(s string, at ast.Node) ir.Var {
	b.mark(s)
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Const, Dst: v, Text: s, Pos: b.pos(at)})
	return v
}

// params declares parameters or the receiver.
func (b *funcBuilder) params(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, field := range list.List {
		t := b.Info.TypeOf(field.Type)
		for _, name := range field.Names {
			b.param(b.declare(b.Info.Defs[name]), t)
		}
		if len(field.Names) == 0 {
			b.param(b.newVar(), t)
		}
	}
}

func (b *funcBuilder) param(v ir.Var, t types.Type) {
	b.fn.Params = append(b.fn.Params, v)
	b.fn.Types = append(b.fn.Types, b.paramType(t))
	b.fn.Strings = append(b.fn.Strings, classify(t) == text)
}

// paramType is the type symbol under which a caller that is not known passes an object.
func (b *funcBuilder) paramType(t types.Type) string {
	if t == nil || classify(t) == ignored {
		return ""
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return "[]" + b.fieldType(u.Elem())
	case *types.Map:
		return "[]" + b.fieldType(u.Elem())
	}
	return b.symbol(t)
}

// results declares the result variables. A named struct result exists from the start.
func (b *funcBuilder) results(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			v := b.declare(b.Info.Defs[name])
			b.zero(v, b.Info.TypeOf(field.Type), name)
			b.fn.Results = append(b.fn.Results, v)
		}
		if len(field.Names) == 0 {
			b.fn.Results = append(b.fn.Results, b.newVar())
		}
	}
}

// declare gives a local variable its number.
func (b *funcBuilder) declare(obj types.Object) ir.Var {
	v := b.newVar()
	if obj != nil {
		b.vars[obj] = v
		b.declares(obj)
	}
	return v
}

// zero allocates what a variable without an initialiser holds.
func (b *funcBuilder) zero(v ir.Var, t types.Type, at ast.Node) {
	if isAggregate(t) {
		b.emit(ir.Op{Kind: ir.Alloc, Dst: v, Text: b.symbol(t), Pos: b.pos(at)})
	}
}

// variable finds the number of a variable: local, captured, or global.
func (b *funcBuilder) variable(obj types.Object) ir.Var {
	v, ok := obj.(*types.Var)
	if !ok {
		return 0
	}
	if n, ok := b.vars[obj]; ok {
		return n
	}
	if isGlobal(v) {
		return b.global(globalSymbol(v))
	}
	if n, ok := b.captured[obj]; ok {
		return n
	}
	if b.parent == nil {
		return b.declare(obj)
	}
	outer := b.parent.variable(obj)
	b.parent.fn.Shared[outer] = true
	b.fn.Captured = append(b.fn.Captured, outer)
	n := ir.Var(-len(b.fn.Captured))
	b.captured[obj] = n
	return n
}

func (b *funcBuilder) global(symbol string) ir.Var {
	if n, ok := b.globals[symbol]; ok {
		return n
	}
	b.fn.Globals = append(b.fn.Globals, symbol)
	n := ir.Var(globalBase - len(b.fn.Globals) + 1)
	b.globals[symbol] = n
	return n
}

// closure extracts a function literal and returns the variable that holds it.
func (b *funcBuilder) closure(lit *ast.FuncLit) ir.Var {
	root := b
	for root.parent != nil {
		root = root.parent
	}
	root.closures++
	inner := b.newFunc(b, fmt.Sprintf("%s$%d", root.fn.Name, root.closures), lit.Pos())
	inner.params(lit.Type.Params)
	inner.results(lit.Type.Results)
	inner.block(lit.Body)
	inner.finish()
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.FuncRef, Dst: v, Text: inner.fn.Name, Sig: b.signature(lit), Pos: b.pos(lit)})
	return v
}

// constString is the value of a constant string expression.
func (b *funcBuilder) constString(e ast.Expr) (string, bool) {
	tv, ok := b.Info.Types[e]
	if !ok || tv.Value == nil || tv.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(tv.Value), true
}
