package extract

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// genDecl emits the variables of a declaration, in a function or in a package.
func (b *funcBuilder) genDecl(decl *ast.GenDecl) {
	if decl.Tok != token.VAR {
		return
	}
	for _, spec := range decl.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		var targets []ast.Expr
		for _, name := range vs.Names {
			b.declareName(name)
			targets = append(targets, name)
		}
		if len(vs.Values) == 0 {
			for _, name := range vs.Names {
				if obj := b.Info.Defs[name]; obj != nil {
					b.zero(b.variable(obj), obj.Type(), name)
				}
			}
			continue
		}
		b.assignAll(targets, vs.Values)
	}
}

// declareName gives a newly declared local variable its number.
func (b *funcBuilder) declareName(id *ast.Ident) {
	if v, ok := b.Info.Defs[id].(*types.Var); ok && !isGlobal(v) {
		if _, known := b.vars[v]; !known {
			b.declare(v)
		}
	}
}

func (b *funcBuilder) assignStmt(s *ast.AssignStmt) {
	if s.Tok == token.DEFINE {
		for _, l := range s.Lhs {
			if id, ok := l.(*ast.Ident); ok {
				b.declareName(id)
				b.made[b.Info.ObjectOf(id)] = s.Rhs
			}
		}
	}
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		b.update(s)
		return
	}
	if len(s.Lhs) == 1 && len(s.Rhs) == 1 && (b.fold(s.Lhs[0], s.Rhs[0]) || b.copiesMap(s.Lhs[0], s.Rhs[0])) {
		return
	}
	if index, ok := ast.Unparen(s.Lhs[0]).(*ast.IndexExpr); ok {
		b.ofKey = b.madeOf(s.Rhs, index.Index)
	}
	b.assignAll(s.Lhs, s.Rhs)
	b.ofKey = false
}

// update is x += y and its like; only strings matter.
func (b *funcBuilder) update(s *ast.AssignStmt) {
	if s.Tok != token.ADD_ASSIGN || classify(b.Info.TypeOf(s.Lhs[0])) != text {
		b.expr(s.Rhs[0])
		return
	}
	v := b.newVar()
	args := []ir.Var{b.expr(s.Lhs[0]), b.joined(s.Rhs[0])}
	b.emit(ir.Op{Kind: ir.Concat, Dst: v, Args: args, Pos: b.pos(s), Inline: true})
	b.assign(s.Lhs[0], v)
}

// fold sees x = x + part in a loop over parts, as update does for x += part.
func (b *funcBuilder) fold(lhs, rhs ast.Expr) bool {
	bin, ok := ast.Unparen(rhs).(*ast.BinaryExpr)
	if !ok || bin.Op != token.ADD {
		return false
	}
	x, ok1 := lhs.(*ast.Ident)
	y, ok2 := ast.Unparen(bin.X).(*ast.Ident)
	if !ok1 || !ok2 || b.Info.ObjectOf(x) == nil || b.Info.ObjectOf(x) != b.Info.ObjectOf(y) || classify(b.Info.TypeOf(x)) != text {
		return false
	}
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Concat, Dst: v, Args: []ir.Var{b.expr(x), b.joined(bin.Y)}, Pos: b.pos(rhs), Inline: true})
	b.assign(lhs, v)
	return true
}

// copiesMap sees to[k] = v in a loop over the keys and values of a map: what is under a
// key stays under that key.
func (b *funcBuilder) copiesMap(lhs, rhs ast.Expr) bool {
	index, ok := ast.Unparen(lhs).(*ast.IndexExpr)
	if !ok {
		return false
	}
	key, ok1 := ast.Unparen(index.Index).(*ast.Ident)
	value, ok2 := ast.Unparen(rhs).(*ast.Ident)
	if !ok1 || !ok2 || !isMap(b.Info.TypeOf(index.X)) {
		return false
	}
	from := b.keys[b.Info.ObjectOf(key)]
	if from == 0 || from != b.folds[b.Info.ObjectOf(value)] {
		return false
	}
	b.emit(ir.Op{Kind: ir.Call, Text: "maps.Copy", Args: []ir.Var{b.expr(index.X), from}, Pos: b.pos(lhs)})
	return true
}

// madeOf tells whether what is stored under a key is made of the key, as the variable of
// the environment that a loop reads for each name.
func (b *funcBuilder) madeOf(values []ast.Expr, key ast.Expr) bool {
	id, ok := ast.Unparen(key).(*ast.Ident)
	return ok && b.Info.ObjectOf(id) != nil && b.mentions(values, b.Info.ObjectOf(id), 4)
}

func (b *funcBuilder) mentions(values []ast.Expr, obj types.Object, depth int) bool {
	found := false
	for _, v := range values {
		ast.Inspect(v, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && depth > 0 {
				used := b.Info.ObjectOf(id)
				found = found || used == obj || b.mentions(b.made[used], obj, depth-1)
			}
			return !found
		})
	}
	return found
}

// joined is e, or all elements in order where e is the variable of a range loop: what
// adding it in every round comes to.
func (b *funcBuilder) joined(e ast.Expr) ir.Var {
	if list := b.foldOf(e); list != 0 {
		return b.builtin("join", e, list)
	}
	return b.expr(e)
}

// foldOf is the list that a range loop runs over whose variable e is; 0 where it is none.
func (b *funcBuilder) foldOf(e ast.Expr) ir.Var {
	e = ast.Unparen(e)
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 && b.Info.Types[call.Fun].IsType() {
		e = ast.Unparen(call.Args[0])
	}
	if id, ok := e.(*ast.Ident); ok {
		return b.folds[b.Info.ObjectOf(id)]
	}
	return 0
}

// assignAll pairs targets with values, or with the results of one call.
func (b *funcBuilder) assignAll(targets, values []ast.Expr) {
	if len(values) == 1 && len(targets) > 1 {
		if call, ok := ast.Unparen(values[0]).(*ast.CallExpr); ok {
			rets := b.call(call)
			for i, target := range targets {
				if i < len(rets) {
					b.assign(target, rets[i])
				}
			}
			return
		}
		b.assign(targets[0], b.expr(values[0]))
		return
	}
	rhs := make([]ir.Var, len(values))
	for i, value := range values {
		rhs[i] = b.expr(value)
		if i < len(targets) {
			rhs[i] = b.copied(targets[i], value, rhs[i])
		}
	}
	for i, target := range targets {
		if i < len(rhs) {
			b.assign(target, rhs[i])
		}
	}
}

// copied clones a struct that is assigned by value, so that what is done to the copy
// stays with it. Fresh values need none.
func (b *funcBuilder) copied(target, value ast.Expr, v ir.Var) ir.Var {
	if v == 0 || !isStruct(b.Info.TypeOf(value)) {
		return v
	}
	switch ast.Unparen(value).(type) {
	case *ast.CompositeLit, *ast.CallExpr:
		return v
	}
	if id, ok := target.(*ast.Ident); ok && id.Name == "_" {
		return v
	}
	return b.clone(v, value)
}

func (b *funcBuilder) clone(v ir.Var, at ast.Node) ir.Var {
	dst := b.newVar()
	b.emit(ir.Op{Kind: ir.Clone, Dst: dst, A: v, Text: TypeSymbol(b.typeOf(at)), Pos: b.pos(at)})
	return dst
}

func (b *funcBuilder) typeOf(n ast.Node) types.Type {
	if e, ok := n.(ast.Expr); ok {
		return b.Info.TypeOf(e)
	}
	return nil
}

// assign lets the place that an expression denotes hold v.
func (b *funcBuilder) assign(target ast.Expr, v ir.Var) {
	switch e := ast.Unparen(target).(type) {
	case *ast.Ident:
		delete(b.keys, b.Info.ObjectOf(e)) // no longer what the loop gave it
		delete(b.folds, b.Info.ObjectOf(e))
		if obj := b.Info.ObjectOf(e); obj != nil && e.Name != "_" && v != 0 && classify(obj.Type()) != ignored {
			b.copy(b.target(obj), v)
		}
	case *ast.SelectorExpr:
		sel := b.Info.Selections[e]
		if sel == nil {
			if obj := b.Info.ObjectOf(e.Sel); obj != nil && v != 0 {
				b.copy(b.variable(obj), v)
			} else if obj == nil {
				b.store(b.expr(e.X), e.Sel.Name, v, e)
			}
			return
		}
		base, field := b.field(e, sel)
		b.store(base, field, v, e)
	case *ast.IndexExpr:
		b.assignElement(e, v)
	case *ast.StarExpr:
		base := b.expr(e.X)
		b.store(base, "*", v, e)
	}
}

func (b *funcBuilder) assignElement(e *ast.IndexExpr, v ir.Var) {
	base := b.expr(e.X)
	field, key := b.elementField(e)
	t := b.Info.TypeOf(e.X)
	if t != nil && classify(t) == text {
		b.assign(e.X, v) // a byte of an array: the text may be made of it
		return
	}
	if name, ok := strings.CutPrefix(field, "[="); ok {
		if _, isMap := typeUnder(t).(*types.Map); isMap {
			b.store(base, "[key", b.constant(name, e.Index), e)
		}
		b.store(base, field, v, e)
		return
	}
	b.storeAt(base, key, v, e)
}

func typeUnder(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}
