package extract

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// The ops of a function have no order. What order is needed for is a variable that is used
// again: what comes after an assignment sees the new value only, and the variable gets a
// new number. Where branches meet, it gets one that holds what it is after each of them. In
// a loop, writes to a variable from outside of it add to what it holds.

// scope is what is known of a block while its statements are gone through. The branches in
// a block are part of it, loops are not.
type scope struct {
	declared map[types.Object]bool
	renewed  map[types.Object]bool // by the statement at hand
}

// declares notes a variable of the block.
func (b *funcBuilder) declares(obj types.Object) {
	if b.scope.declared == nil {
		b.scope.declared = make(map[types.Object]bool)
	}
	b.scope.declared[obj] = true
}

// renews finds the variables that a statement of a block gives a value for good.
func (b *funcBuilder) renews(s ast.Stmt) {
	b.scope.renewed = nil
	a, ok := s.(*ast.AssignStmt)
	if !ok {
		return
	}
	for _, l := range a.Lhs {
		id, ok := ast.Unparen(l).(*ast.Ident)
		if !ok {
			continue
		}
		if obj := b.Info.Uses[id]; obj != nil && b.scope.declared[obj] && renewable(obj.Type()) && !b.pinned(obj) {
			if b.scope.renewed == nil {
				b.scope.renewed = make(map[types.Object]bool)
			}
			b.scope.renewed[obj] = true
		}
	}
}

// target is the number of a variable that is written: a new one where it is renewed.
func (b *funcBuilder) target(obj types.Object) ir.Var {
	if b.scope.renewed[obj] {
		delete(b.scope.renewed, obj)
		return b.renew(obj)
	}
	return b.variable(obj)
}

// version is a variable with the number that it has at some point.
type version struct {
	obj types.Object
	v   ir.Var
}

// renew gives a variable a new number.
func (b *funcBuilder) renew(obj types.Object) ir.Var {
	b.before = append(b.before, version{obj, b.vars[obj]})
	b.vars[obj] = b.newVar()
	return b.vars[obj]
}

// branch emits what may run or not, and returns what variables are after it, where they
// are not what they were. For what follows they are as before.
func (b *funcBuilder) branch(emit func()) []version {
	mark := len(b.before)
	emit()
	var after []version
	for k := len(b.before) - 1; k >= mark; k-- {
		old := b.before[k]
		if _, ok := numberIn(after, old.obj); !ok {
			after = append(after, version{old.obj, b.vars[old.obj]})
		}
		b.vars[old.obj] = old.v
	}
	b.before = b.before[:mark]
	return after
}

// meet lets variables hold what they are after each of some branches.
func (b *funcBuilder) meet(branches ...[]version) {
	done := make(map[types.Object]bool)
	for _, after := range branches {
		for _, version := range after {
			if !done[version.obj] {
				done[version.obj] = true
				b.meetOf(version.obj, branches)
			}
		}
	}
}

func (b *funcBuilder) meetOf(obj types.Object, branches [][]version) {
	old := b.vars[obj]
	v := b.renew(obj)
	for _, after := range branches {
		if n, ok := numberIn(after, obj); ok {
			b.copy(v, n)
		} else if old != 0 {
			b.copy(v, old)
			old = 0
		}
	}
}

func numberIn(list []version, obj types.Object) (ir.Var, bool) {
	for _, version := range list {
		if version.obj == obj {
			return version.v, true
		}
	}
	return 0, false
}

// clause emits the body of a case. One that is left in its middle has variables that are
// what they are there.
func (b *funcBuilder) clause(list []ast.Stmt) []version {
	return b.branch(func() {
		if breaks(list) {
			b.stmts(list)
		} else {
			b.inOrder(list)
		}
	})
}

// orNone adds that no case may apply, where there is no default.
func orNone(body *ast.BlockStmt, after [][]version) [][]version {
	for _, clause := range body.List {
		if cc, ok := clause.(*ast.CaseClause); ok && cc.List == nil {
			return after
		}
	}
	return append(after, nil)
}

// breaks tells whether there is a way out of statements, or into others, but at their end.
func breaks(list []ast.Stmt) bool {
	found := false
	for _, s := range list {
		ast.Inspect(s, func(n ast.Node) bool {
			branch, ok := n.(*ast.BranchStmt)
			found = found || ok && branch.Tok != token.CONTINUE
			return !found
		})
	}
	return found
}

// renewable types are those whose variables only hold a value: a struct is the variable.
func renewable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Basic, *types.Pointer, *types.Interface, *types.Map, *types.Slice, *types.Signature:
		return classify(t) != ignored
	}
	return false
}

// pinned variables are also written where the order of statements says nothing: in
// closures, through pointers, by a return, or anywhere once there is a goto.
func (b *funcBuilder) pinned(obj types.Object) bool {
	if b.pins == nil {
		b.pins = &pins{info: b.Info, objects: make(map[types.Object]bool)}
		if b.body != nil {
			ast.Walk(b.pins, b.body)
		}
	}
	v := b.vars[obj]
	for _, r := range b.fn.Results {
		if r == v {
			return true
		}
	}
	return v == 0 || b.pins.jumps || b.pins.objects[obj]
}

// pins collects the pinned variables of a body.
type pins struct {
	info    *types.Info
	objects map[types.Object]bool
	jumps   bool
}

func (p *pins) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.FuncLit:
		ast.Inspect(n.Body, func(inner ast.Node) bool {
			if id, ok := inner.(*ast.Ident); ok {
				p.pin(id)
			}
			return true
		})
		return nil
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			p.pin(n.X)
		}
	case *ast.SelectorExpr:
		if sel := p.info.Selections[n]; sel != nil && sel.Kind() == types.MethodVal && !isPointer(p.info.TypeOf(n.X)) {
			p.pin(n.X) // its receiver may be a pointer
		}
	case *ast.BranchStmt:
		p.jumps = p.jumps || n.Tok == token.GOTO
	}
	return p
}

func (p *pins) pin(e ast.Expr) {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok && p.info.Uses[id] != nil {
		p.objects[p.info.Uses[id]] = true
	}
}

func isPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return true
	}
	return false
}
