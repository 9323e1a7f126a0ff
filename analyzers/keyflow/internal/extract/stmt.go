package extract

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// stmt emits a statement and what it contains.
func (b *funcBuilder) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case nil:
	case *ast.BlockStmt:
		b.inOrder(s.List)
	case *ast.ExprStmt:
		b.expr(s.X)
	case *ast.AssignStmt:
		b.assignStmt(s)
	case *ast.DeclStmt:
		if decl, ok := s.Decl.(*ast.GenDecl); ok {
			b.genDecl(decl)
		}
	case *ast.ReturnStmt:
		b.returnStmt(s)
	case *ast.IfStmt:
		b.ifStmt(s)
	case *ast.ForStmt:
		b.forStmt(s)
	case *ast.RangeStmt:
		b.rangeStmt(s)
	case *ast.SwitchStmt:
		b.switchStmt(s)
	case *ast.TypeSwitchStmt:
		b.typeSwitch(s)
	case *ast.SelectStmt:
		b.selectStmt(s)
	case *ast.SendStmt:
		b.store(b.expr(s.Chan), "[]", b.expr(s.Value), s)
	case *ast.GoStmt:
		b.call(s.Call)
	case *ast.DeferStmt:
		b.call(s.Call)
	case *ast.LabeledStmt:
		b.stmts([]ast.Stmt{s.Stmt})
	case *ast.IncDecStmt:
		b.expr(s.X)
	}
}

// block is the body of a function, of whose block its parameters are, too.
func (b *funcBuilder) block(body *ast.BlockStmt) {
	b.body = body
	b.inOrder(body.List)
}

// stmts emits statements that may run more than once, or not to their end.
func (b *funcBuilder) stmts(list []ast.Stmt) {
	outer := b.scope
	b.scope = scope{}
	b.inOrder(list)
	b.scope = outer
}

func (b *funcBuilder) inOrder(list []ast.Stmt) {
	outer := b.guard
	for i, s := range list {
		if _, ok := s.(*ast.LabeledStmt); ok { // there may be a way to it
			b.guard = outer
		}
		b.renews(s)
		b.stmt(s)
		if i < len(list)-1 && b.leaves(s) {
			b.neverOn()
		}
	}
	b.guard = outer
}

func (b *funcBuilder) forStmt(s *ast.ForStmt) {
	b.stmt(s.Init)
	outer := b.guard
	if s.Cond != nil {
		b.expr(s.Cond)
		if b.always(s.Cond, false) {
			b.neverOn()
		}
	}
	b.stmt(s.Post)
	b.loop(s.Body)
	b.guard = outer
}

func (b *funcBuilder) returnStmt(s *ast.ReturnStmt) {
	if len(s.Results) == 1 && len(b.fn.Results) > 1 {
		if call, ok := ast.Unparen(s.Results[0]).(*ast.CallExpr); ok {
			for i, v := range b.call(call) {
				if i < len(b.fn.Results) {
					b.copy(b.fn.Results[i], v)
				}
			}
			return
		}
	}
	for i, e := range s.Results {
		v := b.expr(e)
		if i < len(b.fn.Results) && v != 0 {
			b.emit(ir.Op{Kind: ir.Copy, Dst: b.fn.Results[i], A: v})
		}
	}
}

// ifStmt guards its body where the condition compares a string with a constant.
func (b *funcBuilder) ifStmt(s *ast.IfStmt) {
	b.renews(s.Init)
	b.stmt(s.Init)
	b.expr(s.Cond)
	outer := b.guard
	always, never := b.always(s.Cond, true), b.always(s.Cond, false)
	if never {
		b.neverOn()
	} else if v, value, ok := b.equality(s.Cond); ok {
		b.guardOn(v, []string{value})
	}
	b.conditions++
	then := b.branch(func() { b.underPrefix(s) })
	b.guard = outer
	if always {
		b.neverOn()
	}
	after := [][]version{then, b.branch(func() { b.stmt(s.Else) })}
	b.guard = outer
	b.conditions--
	switch {
	case always:
		after = after[:1]
	case never:
		after = after[1:]
	}
	b.meet(after...)
}

// equality finds x == "constant" in a condition, also as one side of &&.
func (b *funcBuilder) equality(cond ast.Expr) (ir.Var, string, bool) {
	bin, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return 0, "", false
	}
	switch bin.Op {
	case token.LAND:
		if v, s, ok := b.equality(bin.X); ok {
			return v, s, true
		}
		return b.equality(bin.Y)
	case token.EQL:
		x, y := bin.X, bin.Y
		if _, ok := b.constString(x); ok {
			x, y = y, x
		}
		value, ok := b.constString(y)
		if !ok || value == "" || classify(b.Info.TypeOf(x)) != text {
			return 0, "", false
		}
		v := b.expr(x)
		return v, value, v != 0
	}
	return 0, "", false
}

// guardOn puts what follows under the condition that v may be one of the values.
func (b *funcBuilder) guardOn(v ir.Var, values []string) {
	at := b.emit(ir.Op{Kind: ir.Guard, A: v, Text: strings.Join(values, "\x00")})
	b.guard = int32(at) + 1
}

func (b *funcBuilder) switchStmt(s *ast.SwitchStmt) {
	b.renews(s.Init)
	b.stmt(s.Init)
	var after [][]version
	var tag ir.Var
	if s.Tag != nil {
		tag = b.expr(s.Tag)
	}
	for _, clause := range s.Body.List {
		cc, ok := clause.(*ast.CaseClause)
		if !ok {
			continue
		}
		outer := b.guard
		if values, ok := b.caseValues(cc); ok && tag != 0 {
			b.guardOn(tag, values)
		} else if s.Tag == nil && len(cc.List) == 1 {
			b.expr(cc.List[0])
			if v, value, ok := b.equality(cc.List[0]); ok {
				b.guardOn(v, []string{value})
			}
		}
		after = append(after, b.clause(cc.Body))
		b.guard = outer
	}
	b.meet(orNone(s.Body, after)...)
}

func (b *funcBuilder) selectStmt(s *ast.SelectStmt) {
	var after [][]version
	for _, clause := range s.Body.List {
		if cc, ok := clause.(*ast.CommClause); ok {
			list := cc.Body
			if cc.Comm != nil {
				list = append([]ast.Stmt{cc.Comm}, list...)
			}
			after = append(after, b.clause(list))
		}
	}
	b.meet(after...)
}

// caseValues are the constants of a case, where it has nothing else.
func (b *funcBuilder) caseValues(cc *ast.CaseClause) ([]string, bool) {
	var values []string
	for _, e := range cc.List {
		s, ok := b.constString(e)
		if !ok {
			return nil, false
		}
		values = append(values, s)
	}
	return values, len(values) > 0
}

func (b *funcBuilder) typeSwitch(s *ast.TypeSwitchStmt) {
	b.renews(s.Init)
	b.stmt(s.Init)
	var after [][]version
	var subject ir.Var
	switch a := s.Assign.(type) {
	case *ast.ExprStmt:
		subject = b.switched(a.X)
	case *ast.AssignStmt:
		subject = b.switched(a.Rhs[0])
	}
	for _, clause := range s.Body.List {
		cc, ok := clause.(*ast.CaseClause)
		if !ok {
			continue
		}
		if obj := b.Info.Implicits[cc]; obj != nil {
			v := subject
			switch {
			case len(cc.List) == 1 && subject != 0:
				v = b.asserted(subject, obj.Type(), cc)
			case len(cc.List) == 1 && b.switchesOnError(s):
				v = b.anError(obj.Type(), cc)
			}
			b.copy(b.declare(obj), v)
			b.folds[obj] = b.ranges(s.Assign)
		}
		after = append(after, b.clause(cc.Body))
	}
	b.meet(orNone(s.Body, after)...)
}

func (b *funcBuilder) switchesOnError(s *ast.TypeSwitchStmt) bool {
	a, ok := s.Assign.(*ast.AssignStmt)
	if !ok {
		return false
	}
	ta, ok := ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr)
	return ok && isErrorType(b.Info.TypeOf(ta.X))
}

// ranges is what the variable of a range runs over that a type switch looks at.
func (b *funcBuilder) ranges(assign ast.Stmt) ir.Var {
	if a, ok := assign.(*ast.AssignStmt); ok && len(a.Rhs) == 1 {
		if ta, ok := ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr); ok {
			if id, ok := ast.Unparen(ta.X).(*ast.Ident); ok {
				return b.folds[b.Info.ObjectOf(id)]
			}
		}
	}
	return 0
}

func (b *funcBuilder) switched(e ast.Expr) ir.Var {
	if ta, ok := ast.Unparen(e).(*ast.TypeAssertExpr); ok {
		return b.expr(ta.X)
	}
	return b.expr(e)
}

// rangeStmt lets the loop variables hold keys and elements.
func (b *funcBuilder) rangeStmt(s *ast.RangeStmt) {
	x := b.expr(s.X)
	rets := make([]ir.Var, 2)
	for i, e := range []ast.Expr{s.Key, s.Value} {
		id, ok := e.(*ast.Ident)
		if e == nil || ok && id.Name == "_" {
			continue
		}
		if ok && s.Tok == token.DEFINE {
			b.declareName(id)
		}
		rets[i] = b.newVar()
	}
	t := b.Info.TypeOf(s.X)
	switch {
	case x == 0:
	case t != nil && classify(t) == text:
		if rets[1] != 0 {
			b.copy(rets[1], b.derive(x, s.X))
		}
	default:
		b.ranged(t, x, rets, s)
	}
	for i, e := range []ast.Expr{s.Key, s.Value} {
		if e != nil && rets[i] != 0 {
			b.assign(e, rets[i])
		}
	}
	if id, ok := s.Value.(*ast.Ident); ok {
		b.folds[b.Info.ObjectOf(id)] = x
	}
	if id, ok := s.Key.(*ast.Ident); ok && isMap(t) {
		b.keys[b.Info.ObjectOf(id)] = x
	}
	b.loop(s.Body)
}

// ranged emits the Range. Over a channel or a one-value iterator the first variable is an element.
func (b *funcBuilder) ranged(t types.Type, x ir.Var, rets []ir.Var, at *ast.RangeStmt) {
	switch u := typeUnder(t).(type) {
	case *types.Chan:
		rets = []ir.Var{0, rets[0]}
	case *types.Signature:
		if u.Params().Len() == 1 {
			if yield, ok := u.Params().At(0).Type().Underlying().(*types.Signature); ok && yield.Params().Len() == 1 {
				rets = []ir.Var{0, rets[0]}
			}
		}
	case *types.Slice, *types.Array, *types.Pointer:
		rets = []ir.Var{0, rets[1]}
	case *types.Basic:
		return
	}
	inline := false
	if rets[1] != 0 && at.Value != nil {
		inline = isAggregate(b.Info.TypeOf(at.Value))
	}
	b.emit(ir.Op{Kind: ir.Range, A: x, Rets: rets, Inline: inline, Pos: b.pos(at.X)})
}
