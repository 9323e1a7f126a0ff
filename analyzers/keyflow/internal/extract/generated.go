package extract

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/rules"
)

// generated extracts a package with generated clients. Of its code only what makes the
// clients or sets their keys is read; what their methods do is written as the table has it,
// in the form of a client that was made by hand. It is false where the package has none of
// the clients' types: then it only bears the name.
func (x *extractor) generated(clients []rules.Client) bool {
	g := &generator{extractor: x, types: map[*types.TypeName]rules.Client{}, bases: map[string]bool{}}
	for _, c := range clients {
		for _, name := range c.Types {
			if tn, ok := x.Pkg.Scope().Lookup(name).(*types.TypeName); ok && tn.Type() != nil {
				g.types[tn] = c
				g.names = append(g.names, tn)
			}
		}
	}
	if len(g.names) == 0 {
		return false
	}
	x.out.Kraken, x.out.Generated = true, true
	for _, tn := range g.names {
		g.client(tn, g.types[tn])
	}
	for _, file := range x.Files {
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && g.matters(f) {
				x.funcDecl(f)
			}
		}
	}
	return true
}

type generator struct {
	*extractor
	types map[*types.TypeName]rules.Client
	names []*types.TypeName // in the table's order
	bases map[string]bool   // structs in them whose methods they pass on, and those methods
}

// client writes one type with the methods that it has, own and promoted.
func (g *generator) client(tn *types.TypeName, c rules.Client) {
	named, ok := tn.Type().(*types.Named)
	if !ok || g.holder(named, c) == nil {
		return
	}
	out := &ir.Type{Name: TypeSymbol(named), Fields: g.fields(named)}
	g.out.Types = append(g.out.Types, out)
	g.sinks(named, c)
	g.sign(named, c)
	g.request(named, c)
	set := types.NewMethodSet(types.NewPointer(named))
	for i := range set.Len() {
		m, ok := set.At(i).Obj().(*types.Func)
		if !ok || !m.Exported() {
			continue
		}
		if len(set.At(i).Index()) > 1 {
			g.base(m, c)
		}
		if g.method(named, m, c) {
			out.Methods = append(out.Methods, ir.Method{Key: MethodKey(m), Func: methodSymbol(named, m.Name())})
		}
	}
}

func methodSymbol(named *types.Named, method string) string {
	return PackagePath(named.Obj().Pkg().Path()) + ".(" + named.Obj().Name() + ")." + method
}

// holder are the embedded fields on the way to the one that has the API key; nil where
// there is none.
func (g *generator) holder(named *types.Named, c rules.Client) []*types.Var {
	obj, index, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, g.Pkg, c.Fields[0])
	if _, ok := obj.(*types.Var); !ok {
		return nil
	}
	path := []*types.Var{}
	var at types.Type = named
	for _, n := range index[:len(index)-1] {
		st, ok := structOf(at)
		if !ok {
			return nil
		}
		path = append(path, st.Field(n))
		at = st.Field(n).Type()
	}
	return path
}

// sinks notes the fields that the keys are in.
func (g *generator) sinks(named *types.Named, c rules.Client) {
	symbol := TypeSymbol(named)
	if path := g.holder(named, c); len(path) > 0 {
		symbol = TypeSymbol(path[len(path)-1].Type())
	}
	for i, field := range c.Fields {
		sink := ir.SinkField{Field: symbol + "." + field, Private: i == 1}
		if !slices.Contains(g.out.SinkFields, sink) {
			g.out.SinkFields = append(g.out.SinkFields, sink)
		}
	}
}

// begin starts a function with a receiver, and finds what holds its keys.
func (g *generator) begin(named *types.Named, method string, c rules.Client, params int) (b *funcBuilder, recv, holder ir.Var) {
	b = g.newFunc(nil, methodSymbol(named, method), named.Obj().Pos())
	b.fn.Recv = true
	recv = b.newVar()
	b.fn.Params = append(b.fn.Params, recv)
	b.fn.Types, b.fn.Strings = append(b.fn.Types, TypeSymbol(named)), append(b.fn.Strings, false)
	for range params {
		b.fn.Params = append(b.fn.Params, b.newVar())
		b.fn.Types, b.fn.Strings = append(b.fn.Types, ""), append(b.fn.Strings, false)
	}
	holder = recv
	for _, field := range g.holder(named, c) {
		holder = b.fieldOf(holder, field.Name(), isStruct(field.Type()))
	}
	return b, recv, holder
}

func (b *funcBuilder) fieldOf(from ir.Var, field string, inline bool) ir.Var {
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Load, Dst: v, A: from, Text: field, Inline: inline})
	return v
}

func (b *funcBuilder) text(s string) ir.Var {
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Const, Dst: v, Text: s})
	return v
}

// The functions that stand for what all methods have in common.
const (
	signName    = "sign·"
	requestName = "request·"
	derived     = "$derived" // field: the client that a struct in it belongs to
)

// sign writes the function that signs the request of its argument.
func (g *generator) sign(named *types.Named, c rules.Client) {
	b, _, holder := g.begin(named, signName, c, 1)
	hash, mac, sum := b.newVar(), b.newVar(), b.newVar()
	b.emit(ir.Op{Kind: ir.FuncRef, Dst: hash, Text: "crypto/sha512.New"})
	b.emit(ir.Op{Kind: ir.Call, Text: "crypto/hmac.New", Args: []ir.Var{hash, b.fieldOf(holder, c.Fields[1], false)}, Rets: []ir.Var{mac}})
	b.emit(ir.Op{Kind: ir.Call, Text: "hash.(Hash).Sum", Args: []ir.Var{mac, 0}, Rets: []ir.Var{sum}})
	header := b.fieldOf(b.fn.Params[1], "Header", false)
	b.emit(ir.Op{Kind: ir.Call, Text: "net/http.(Header).Set", Args: []ir.Var{header, b.text(c.Headers[0]), b.fieldOf(holder, c.Fields[0], false)}})
	b.emit(ir.Op{Kind: ir.Call, Text: "net/http.(Header).Set", Args: []ir.Var{header, b.text(c.Headers[1]), sum}})
	b.finish()
}

// request writes the function that asks for the address and with the verb of its arguments.
func (g *generator) request(named *types.Named, c rules.Client) {
	b, recv, _ := g.begin(named, requestName, c, 2)
	req := b.newVar()
	b.emit(ir.Op{Kind: ir.Call, Text: "net/http.NewRequest", Args: []ir.Var{b.fn.Params[2], b.fn.Params[1], 0}, Rets: []ir.Var{req}})
	b.emit(ir.Op{Kind: ir.Call, Text: methodSymbol(named, signName), Args: []ir.Var{recv, req}})
	b.finish()
}

// method writes what a method does. It is false for one that does nothing that matters.
func (g *generator) method(named *types.Named, m *types.Func, c rules.Client) bool {
	if m.Name() == c.Init {
		g.initialise(named, c)
		return true
	}
	endpoints, known := c.Asks(m.Name())
	if known && len(endpoints) == 0 {
		return false
	}
	b, recv, _ := g.begin(named, m.Name(), c, m.Signature().Params().Len())
	for _, name := range endpoints {
		b.ask(named, recv, name)
	}
	if !known {
		b.ask(named, recv, unknownPath(c))
	}
	b.finish()
	return true
}

// unknownPath is private, and does not say which.
func unknownPath(c rules.Client) string {
	if c.Futures {
		return "https://futures.kraken.com/derivatives/api/v3/*"
	}
	return "https://api.kraken.com/0/private/*"
}

// ask asks for one endpoint: a path, perhaps with a verb, or something that is said over
// a WebSocket.
func (b *funcBuilder) ask(named *types.Named, recv ir.Var, name string) {
	transport, what, ok := strings.Cut(name, ":")
	if key := map[string]string{"ws1": "event", "ws2": "method", "wsf": "feed"}[transport]; ok && key != "" {
		message := b.text(`{"` + key + `": "` + what + `"}`)
		b.emit(ir.Op{Kind: ir.Call, Text: "github.com/gorilla/websocket.(Conn).WriteJSON", Args: []ir.Var{0, message}})
		b.emit(ir.Op{Kind: ir.Call, Text: methodSymbol(named, signName), Args: []ir.Var{recv, 0}})
		return
	}
	path, verb, _ := strings.Cut(strings.TrimSuffix(name, ")"), " (")
	b.emit(ir.Op{Kind: ir.Call, Text: methodSymbol(named, requestName), Args: []ir.Var{recv, b.text(path), b.text(verb)}})
}

// initialise writes the method that takes the keys from a map.
func (g *generator) initialise(named *types.Named, c rules.Client) {
	b, recv, holder := g.begin(named, c.Init, c, 1)
	for i, entry := range c.Entries {
		b.emit(ir.Op{Kind: ir.Store, A: holder, B: b.fieldOf(b.fn.Params[1], "[="+entry, false), Text: c.Fields[i]})
	}
	b.emit(ir.Op{Kind: ir.Store, A: holder, B: recv, Text: derived})
	b.finish()
}

// base writes a promoted method: the client that the struct belongs to does it.
func (g *generator) base(m *types.Func, c rules.Client) {
	named := namedOf(m.Signature().Recv().Type())
	if named == nil || named.Obj().Pkg() != g.Pkg || g.types[named.Obj()].Types != nil {
		return
	}
	if typ := TypeSymbol(named); !g.bases[typ] {
		g.bases[typ] = true
		g.out.Types = append(g.out.Types, &ir.Type{Name: typ, Fields: g.fields(named)})
	}
	endpoints, known := c.Asks(m.Name())
	if known && len(endpoints) == 0 || g.bases[FuncSymbol(m)] {
		return
	}
	g.bases[FuncSymbol(m)] = true
	params := m.Signature().Params().Len()
	b, recv, _ := g.begin(named, m.Name(), c, params)
	args := append([]ir.Var{b.fieldOf(recv, derived, false)}, b.fn.Params[1:]...)
	b.emit(ir.Op{Kind: ir.Invoke, Text: MethodKey(m), Args: args})
	b.finish()
}

// matters tells whether a declaration makes a client or sets one of its keys.
func (g *generator) matters(f *ast.FuncDecl) bool {
	if f.Body == nil {
		return false
	}
	if f.Recv != nil {
		return g.setsKey(f)
	}
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok && !found {
			found = g.makes(g.Info.Uses[id])
		}
		return !found
	})
	return found
}

// makes tells whether an object is a client's type or a function that returns one.
func (g *generator) makes(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.TypeName:
		return g.types[obj].Types != nil
	case *types.Func:
		results := obj.Signature().Results()
		if obj.Signature().Recv() != nil || results.Len() == 0 {
			return false
		}
		named := namedOf(results.At(0).Type())
		return named != nil && g.types[named.Obj()].Types != nil
	}
	return false
}

// setsKey tells whether a method with arguments assigns to the field of a key: a setter.
func (g *generator) setsKey(f *ast.FuncDecl) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			return !found
		}
		for _, left := range assign.Lhs {
			if sel, ok := left.(*ast.SelectorExpr); ok && g.keyField(sel.Sel.Name) {
				found = true
			}
		}
		return !found
	})
	return found
}

func (g *generator) keyField(name string) bool {
	for _, c := range g.types {
		if slices.Contains(c.Fields[:], name) {
			return true
		}
	}
	return false
}
