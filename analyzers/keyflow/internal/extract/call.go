package extract

import (
	"go/ast"
	"go/types"
	"sort"
	"strconv"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// call emits a call, a conversion or a builtin, and returns its results.
func (b *funcBuilder) call(e *ast.CallExpr) []ir.Var {
	fun := ast.Unparen(e.Fun)
	if tv, ok := b.Info.Types[fun]; ok && tv.IsType() {
		return b.conversion(e, tv.Type)
	}
	if id, ok := fun.(*ast.Ident); ok {
		if bi, ok := b.Info.Uses[id].(*types.Builtin); ok {
			return []ir.Var{b.builtinCall(bi.Name(), e)}
		}
	}
	b.madeInside(fun)
	fun = uninstantiated(b.Info, fun)
	sig, _ := typeUnder(b.Info.TypeOf(e.Fun)).(*types.Signature)
	rets := b.resultVars(sig)
	switch f := fun.(type) {
	case *ast.Ident:
		if obj, ok := b.Info.Uses[f].(*types.Func); ok {
			b.static(obj, 0, e, sig, rets)
			return rets
		}
	case *ast.SelectorExpr:
		if b.selectorCall(f, e, sig, rets) {
			return rets
		}
	}
	callee := b.expr(fun)
	args := b.args(e, sig, true)
	if callee != 0 {
		b.emit(ir.Op{Kind: ir.CallVar, A: callee, Args: args, Rets: rets, Pos: b.callPos(e)})
	}
	return rets
}

// callPos is the place of a call: from the name of the callee to the closing bracket.
func (b *funcBuilder) callPos(e *ast.CallExpr) ir.Pos {
	from := e.Pos()
	if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && sel.Sel.Pos().IsValid() {
		from = sel.Sel.Pos()
		if x, ok := sel.X.(*ast.Ident); ok {
			from = x.Pos()
		}
	}
	return b.span(from, e.End())
}

// resultVars makes a variable for each result that matters.
func (b *funcBuilder) resultVars(sig *types.Signature) []ir.Var {
	if sig == nil {
		return []ir.Var{b.newVar()}
	}
	rets := make([]ir.Var, sig.Results().Len())
	for i := range rets {
		if classify(sig.Results().At(i).Type()) != ignored {
			rets[i] = b.newVar()
		}
	}
	return rets
}

// selectorCall handles pkg.F(…) and x.M(…). It is false for a call of a field's value.
func (b *funcBuilder) selectorCall(f *ast.SelectorExpr, e *ast.CallExpr, sig *types.Signature, rets []ir.Var) bool {
	sel := b.Info.Selections[f]
	if sel == nil {
		if obj, ok := b.Info.Uses[f.Sel].(*types.Func); ok {
			b.static(obj, 0, e, sig, rets)
			return true
		}
		return b.unresolved(f, e, rets)
	}
	obj, ok := sel.Obj().(*types.Func)
	if !ok || sel.Kind() == types.MethodExpr {
		return false
	}
	if b.accumulates(f, obj, e, rets) {
		return true
	}
	recv := b.receiver(f, sel, obj)
	if isInterface(obj.Signature().Recv().Type()) {
		args := append([]ir.Var{recv}, b.args(e, sig, true)...)
		op := ir.Op{Kind: ir.Invoke, Text: MethodKey(obj), Args: args, Rets: rets, Pos: b.callPos(e)}
		b.describe(&op, obj, e, sig)
		b.emit(op)
		return true
	}
	b.static(obj, recv, e, sig, rets)
	return true
}

// unresolved is a call into a package whose source could not be loaded: its name is
// known from the import all the same.
func (b *funcBuilder) unresolved(f *ast.SelectorExpr, e *ast.CallExpr, rets []ir.Var) bool {
	id, ok := f.X.(*ast.Ident)
	if !ok {
		return false
	}
	pkg, ok := b.Info.Uses[id].(*types.PkgName)
	if !ok {
		return false
	}
	symbol := PackagePath(pkg.Imported().Path()) + "." + f.Sel.Name
	b.emit(ir.Op{Kind: ir.Call, Text: symbol, Args: b.args(e, nil, false), Rets: rets, Pos: b.callPos(e)})
	return true
}

// receiver evaluates x of x.M, walks to the embedded field that has M, and takes the
// address or the value as M wants it.
func (b *funcBuilder) receiver(f *ast.SelectorExpr, sel *types.Selection, m *types.Func) ir.Var {
	t := sel.Recv()
	recvType := m.Signature().Recv().Type()
	_, wantsPointer := recvType.Underlying().(*types.Pointer)
	if len(sel.Index()) == 1 && wantsPointer && !isAggregate(t) {
		if _, isPointer := t.Underlying().(*types.Pointer); !isPointer {
			return b.address(f.X)
		}
	}
	base := b.expr(f.X)
	for i, n := range sel.Index() {
		st, ok := structOf(t)
		if !ok || i == len(sel.Index())-1 || n >= st.NumFields() {
			break
		}
		field := st.Field(n)
		base = b.load(base, field.Name(), field.Type(), f.X)
		t = field.Type()
	}
	if !wantsPointer && base != 0 {
		if p, ok := t.Underlying().(*types.Pointer); ok && !isAggregate(p.Elem()) && !isInterface(recvType) {
			return b.load(base, "*", nil, f)
		}
	}
	return base
}

// static emits a call of a known function; a method has its receiver first.
func (b *funcBuilder) static(f *types.Func, recv ir.Var, e *ast.CallExpr, sig *types.Signature, rets []ir.Var) {
	symbol := FuncSymbol(f)
	if recv == 0 && b.printsInto(symbol, e) {
		return
	}
	modelled := b.Modelled(symbol)
	if !modelled && b.inert(f) {
		b.inertCall(recv, e, sig, rets)
		return
	}
	args := b.args(e, sig, !modelled)
	if f.Signature().Recv() != nil {
		args = append([]ir.Var{recv}, args...)
	}
	op := ir.Op{Kind: ir.Call, Text: symbol, Args: args, Rets: rets, Pos: b.callPos(e), Inline: modelled && e.Ellipsis.IsValid()}
	if modelled && f.Pkg() != nil && (!Standard(f.Pkg().Path()) || goesByType[f.Pkg().Path()]) {
		op.Sig = b.callTypes(f, e, sig)
	}
	b.describe(&op, f, e, sig)
	b.emit(op)
}

// goesByType are the packages of the standard library whose models ask for types.
var goesByType = map[string]bool{"errors": true, "encoding/json": true, "encoding/xml": true, "encoding/gob": true}

// callTypes are the types of a call's arguments, its receiver among them, and of its
// results: what a container or a decoder goes by.
func (b *funcBuilder) callTypes(f *types.Func, e *ast.CallExpr, sig *types.Signature) string {
	if sig == nil {
		return ""
	}
	var args []*types.Var
	if recv := f.Signature().Recv(); recv != nil {
		args = append(args, recv)
	}
	for _, t := range b.argTypes(e) {
		args = append(args, types.NewParam(e.Pos(), nil, "", types.Default(t)))
	}
	return signatureText(types.NewSignatureType(nil, nil, nil, types.NewTuple(args...), sig.Results(), false))
}

// argTypes are the types of what a call is given: of f(g()), the results of g.
func (b *funcBuilder) argTypes(e *ast.CallExpr) []types.Type {
	var out []types.Type
	for _, arg := range e.Args {
		t := b.Info.TypeOf(arg)
		if tuple, ok := t.(*types.Tuple); ok {
			for v := range tuple.Variables() {
				out = append(out, v.Type())
			}
			continue
		}
		out = append(out, t)
	}
	return out
}

// signature is that of an expression's function; "" for one that neither takes nor gives anything.
func (b *funcBuilder) signature(e ast.Expr) string {
	sig, ok := typeUnder(b.Info.TypeOf(e)).(*types.Signature)
	if !ok || sig.Params().Len() == 0 && sig.Results().Len() == 0 {
		return ""
	}
	return signatureText(sig)
}

// describe notes what is needed should the callee's source not be there.
func (b *funcBuilder) describe(op *ir.Op, f *types.Func, e *ast.CallExpr, sig *types.Signature) {
	if sig == nil {
		return
	}
	given := b.argTypes(e)
	shift := len(op.Args) - min(len(given), len(op.Args))
	if sig.Results().Len() > 0 {
		result := sig.Results().At(0).Type()
		op.Ret = returnType(result)
		for i, t := range given {
			if t != nil && i+shift < 32 && passes(t, result) {
				op.Passes |= 1 << (i + shift)
			}
		}
		if recv := sig.Recv(); shift == 1 && recv != nil && passes(recv.Type(), result) {
			op.Passes |= 1
		}
	}
	if f.Pkg() == nil || PackagePath(f.Pkg().Path()) == b.path {
		return
	}
	for i := range sig.Params().Len() {
		if keys := interfaceKeys(sig.Params().At(i).Type()); keys != "" && op.Kind == ir.Call {
			for len(op.Ifaces) <= i+shift {
				op.Ifaces = append(op.Ifaces, "")
			}
			op.Ifaces[i+shift] = keys
		}
	}
}

// passes tells whether a function that is not known may hand on an argument as its result.
func passes(arg, result types.Type) bool {
	if types.Identical(arg, result) {
		return true
	}
	return classify(arg) == text && classify(result) == text || classify(arg) == object && isInterface(result)
}

// returnType is the type symbol of a result that is an object.
func returnType(t types.Type) string {
	if classify(t) != object || isInterface(t) {
		return ""
	}
	if s := TypeSymbol(t); s != "" {
		return s
	}
	return "-"
}

// interfaceKeys are the methods that a callee may invoke on an argument.
func interfaceKeys(t types.Type) string {
	if t == nil || isErrorType(t) {
		return ""
	}
	iface, ok := t.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 || iface.NumMethods() > 64 || TypeSymbol(t) == "context.Context" {
		return ""
	}
	var keys []string
	for i := range iface.NumMethods() {
		keys = append(keys, MethodKey(iface.Method(i)))
	}
	sort.Strings(keys)
	return strings.Join(keys, " ")
}

// args evaluates the arguments; pack puts variadic ones into a slice, as the callee sees them.
func (b *funcBuilder) args(e *ast.CallExpr, sig *types.Signature, pack bool) []ir.Var {
	if len(e.Args) == 1 && sig != nil && sig.Params().Len() > 1 {
		if call, ok := ast.Unparen(e.Args[0]).(*ast.CallExpr); ok {
			return b.call(call) // f(g()) with several results
		}
	}
	fixed := len(e.Args)
	variadic := sig != nil && sig.Variadic() && !e.Ellipsis.IsValid() && pack
	if variadic {
		fixed = min(fixed, sig.Params().Len()-1)
	}
	args := make([]ir.Var, 0, fixed+1)
	for i, arg := range e.Args[:fixed] {
		args = append(args, b.arg(arg, sig, i))
	}
	if variadic && len(e.Args) >= sig.Params().Len() {
		args = append(args, b.packed(e.Args[fixed:], sig, e))
	}
	return args
}

// arg evaluates an argument. A struct by value that is not fresh is cloned, and a function
// of a named type that goes into an interface is boxed, so that its methods are found.
func (b *funcBuilder) arg(arg ast.Expr, sig *types.Signature, i int) ir.Var {
	v := b.expr(arg)
	if v == 0 || sig == nil {
		return v
	}
	t := b.Info.TypeOf(arg)
	if isStruct(t) && i < sig.Params().Len() && isStruct(sig.Params().At(i).Type()) {
		return b.copied(arg, arg, v)
	}
	return v
}

// packed is the slice of a call's variadic arguments; bytes stay text.
func (b *funcBuilder) packed(args []ast.Expr, sig *types.Signature, at ast.Node) ir.Var {
	last := sig.Params().At(sig.Params().Len() - 1).Type()
	v := b.newVar()
	if classify(last) == text {
		var parts []ir.Var
		for _, arg := range args {
			parts = append(parts, b.expr(arg))
		}
		b.emit(ir.Op{Kind: ir.Concat, Dst: v, Args: parts, Pos: b.pos(at)})
		return v
	}
	b.emit(ir.Op{Kind: ir.Alloc, Dst: v, Pos: b.pos(at)})
	for i, arg := range args {
		b.store(v, "[="+strconv.Itoa(i), b.expr(arg), arg)
	}
	return v
}

// inert functions of the standard library neither call back nor are modelled: only their
// results may matter.
func (b *funcBuilder) inert(f *types.Func) bool {
	if f.Pkg() == nil || PackagePath(f.Pkg().Path()) == b.path || b.HasSource(f.Pkg().Path()) || !Standard(f.Pkg().Path()) {
		return false
	}
	params := f.Signature().Params()
	for i := range params.Len() {
		switch u := params.At(i).Type().Underlying().(type) {
		case *types.Signature:
			return false
		case *types.Interface:
			if u.NumMethods() > 0 && !isErrorType(params.At(i).Type()) && interfaceKeys(params.At(i).Type()) != "" {
				return false
			}
		}
	}
	return true
}

func (b *funcBuilder) inertCall(recv ir.Var, e *ast.CallExpr, sig *types.Signature, rets []ir.Var) {
	args := append([]ir.Var{recv}, b.args(e, sig, false)...)
	if len(rets) == 0 || rets[0] == 0 || sig == nil {
		return
	}
	result := sig.Results().At(0).Type()
	if classify(result) == text && !b.takesText(e, recv, sig) {
		b.emit(ir.Op{Kind: ir.Call, Text: "builtin.unknown", Rets: rets[:1], Pos: b.callPos(e)})
		return
	}
	if classify(result) == text {
		b.emit(ir.Op{Kind: ir.Call, Text: "builtin.derive", Args: args, Rets: rets[:1], Pos: b.callPos(e)})
		return
	}
	b.emit(ir.Op{Kind: ir.Opaque, Dst: rets[0], Text: returnType(result), Pos: b.callPos(e)})
}

// takesText tells whether a call is given a string that its result may be made of.
func (b *funcBuilder) takesText(e *ast.CallExpr, recv ir.Var, sig *types.Signature) bool {
	if recv != 0 && sig.Recv() != nil && classify(sig.Recv().Type()) == text {
		return true
	}
	for _, arg := range e.Args {
		if t := b.Info.TypeOf(arg); t != nil && (classify(t) == text || isInterface(t)) {
			return true
		}
	}
	return false
}
