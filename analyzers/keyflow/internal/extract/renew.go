package extract

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// The ops of a function have no order. What order is needed for is a variable that is used
// again: where it is written in the very block that declares it, whatever comes after sees
// the new value only, and it gets a new number. Writes in inner blocks add to the old one.

// scope is what is known of a block while its statements are gone through.
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
		return b.declare(obj)
	}
	return b.variable(obj)
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
