package extract

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// composite is a composite literal.
func (b *funcBuilder) composite(e *ast.CompositeLit) ir.Var {
	t := b.Info.TypeOf(e)
	if t == nil {
		return b.untyped(e)
	}
	if classify(t) == text {
		return b.textLiteral(e)
	}
	v, shared := b.pooled(t)
	if !shared {
		b.emit(ir.Op{Kind: ir.Alloc, Dst: v, Text: b.symbol(t), Pos: b.pos(e)})
	}
	switch u := derefType(t).Underlying().(type) {
	case *types.Struct:
		b.structFields(v, u, e)
	case *types.Map:
		b.table(e, func() { b.mapEntries(v, e) })
	default:
		b.table(e, func() { b.elements(v, e) })
	}
	return v
}

// Sizes of literals. Those of real programs that say what to ask for are small; larger ones
// are data.
const (
	largeTable = 256  // elements, above which those of one type are one object
	hugeTable  = 4096 // elements, above which nothing is looked for in them
)

// table extracts the elements of a literal. In a large one they are not told apart.
func (b *funcBuilder) table(e *ast.CompositeLit, elements func()) {
	if len(e.Elts) > hugeTable || inert(b.Info.TypeOf(e)) {
		b.calls(e)
		return
	}
	if len(e.Elts) > largeTable && b.pool == nil {
		b.pool = make(map[string]ir.Var)
		defer func() { b.pool = nil }()
	}
	elements()
}

// calls extracts what is called in a literal whose elements are not looked at.
func (b *funcBuilder) calls(e *ast.CompositeLit) {
	for _, elt := range e.Elts {
		ast.Inspect(elt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if b.Info.Types[n].Value == nil {
					b.expr(n)
				}
				return false
			case *ast.FuncLit:
				b.expr(n)
				return false
			}
			return true
		})
	}
}

// pooled is the variable of an object of a type: that of another one in a large table.
func (b *funcBuilder) pooled(t types.Type) (v ir.Var, shared bool) {
	if b.pool == nil {
		return b.newVar(), false
	}
	name := types.TypeString(t, qualifier)
	if v, ok := b.pool[name]; ok {
		return v, true
	}
	b.pool[name] = b.newVar()
	return b.pool[name], false
}

// untyped is a literal of a type that could not be resolved: its keyed fields are known.
func (b *funcBuilder) untyped(e *ast.CompositeLit) ir.Var {
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Alloc, Dst: v, Pos: b.pos(e)})
	for _, elt := range e.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			b.expr(elt)
			continue
		}
		if id, ok := kv.Key.(*ast.Ident); ok {
			b.store(v, id.Name, b.expr(kv.Value), kv)
		}
	}
	return v
}

func derefType(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func (b *funcBuilder) structFields(v ir.Var, st *types.Struct, e *ast.CompositeLit) {
	for i, elt := range e.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				b.store(v, id.Name, b.expr(kv.Value), kv)
			}
			continue
		}
		if value := b.expr(elt); i < st.NumFields() {
			b.store(v, st.Field(i).Name(), value, elt)
		}
	}
}

func (b *funcBuilder) mapEntries(v ir.Var, e *ast.CompositeLit) {
	for _, elt := range e.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		value := b.expr(kv.Value)
		if key, ok := b.constString(kv.Key); ok {
			b.store(v, "[key", b.constant(key, kv.Key), kv)
			b.store(v, b.element(key), value, kv)
			continue
		}
		if tv := b.Info.Types[kv.Key]; tv.Value != nil && tv.Value.Kind() == constant.Int {
			b.store(v, b.element(tv.Value.ExactString()), value, kv)
			continue
		}
		b.ofKey = b.madeOf([]ast.Expr{kv.Value}, kv.Key)
		b.storeAt(v, b.expr(kv.Key), value, kv)
		b.ofKey = false
	}
}

func (b *funcBuilder) elements(v ir.Var, e *ast.CompositeLit) {
	next := int64(0)
	for _, elt := range e.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if tv := b.Info.Types[kv.Key]; tv.Value != nil {
				next, _ = constant.Int64Val(constant.ToInt(tv.Value))
			}
			elt = kv.Value
		}
		b.store(v, b.element(strconv.FormatInt(next, 10)), b.expr(elt), elt)
		next++
	}
}

// element is the field of an element.
func (b *funcBuilder) element(key string) string {
	if b.pool != nil {
		return "[]"
	}
	return "[=" + key
}

// textLiteral is a []byte{…}, [n]byte{…} or []rune{…}: one constant where all elements are.
func (b *funcBuilder) textLiteral(e *ast.CompositeLit) ir.Var {
	var all strings.Builder
	constantSoFar := true
	for _, elt := range e.Elts {
		tv := b.Info.Types[elt]
		s, ok := "", false
		if tv.Value != nil {
			s, ok = charString(tv.Value)
		}
		constantSoFar = constantSoFar && ok
		all.WriteString(s)
	}
	if len(e.Elts) > maxConstant { // a table: nothing in it is looked for
		b.calls(e)
		return 0
	}
	if constantSoFar {
		return b.constant(all.String(), e)
	}
	var args []ir.Var
	for _, elt := range e.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		args = append(args, b.expr(elt))
	}
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Concat, Dst: v, Args: args, Pos: b.pos(e)})
	return v
}

func (b *funcBuilder) store(base ir.Var, field string, value ir.Var, at ast.Node) {
	if base != 0 && value != 0 {
		b.emit(ir.Op{Kind: ir.Store, A: base, Text: field, B: value, Pos: b.pos(at)})
	}
}

// storeAt stores under a key that is not constant. The key is kept for ranging.
func (b *funcBuilder) storeAt(base, key, value ir.Var, at ast.Node) {
	if base == 0 {
		return
	}
	if key == 0 {
		b.store(base, "[]", value, at)
		return
	}
	b.store(base, "[key", key, at)
	if value != 0 {
		b.emit(ir.Op{Kind: ir.StoreAt, A: base, B: key, Args: []ir.Var{value}, Inline: b.ofKey, Pos: b.pos(at)})
	}
}
