package extract

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// accumulators are the types whose writes add up to a string.
var accumulators = map[string]bool{"strings.Builder": true, "bytes.Buffer": true}

// written is one write to a local strings.Builder.
type written struct {
	text   ir.Var
	list   ir.Var // what is written in a loop over this list is each of its elements
	fixed  bool   // the same in every round of a loop
	branch int    // conditions around it
}

// accumulates follows a local strings.Builder: its writes in the order of the text, and
// what they come to when it is read.
func (b *funcBuilder) accumulates(f *ast.SelectorExpr, m *types.Func, e *ast.CallExpr, rets []ir.Var) bool {
	obj := b.accumulator(f.X)
	if obj == nil {
		return false
	}
	switch m.Name() {
	case "WriteString", "WriteByte", "WriteRune", "Write":
		if len(e.Args) == 1 {
			b.write(obj, b.joined(e.Args[0]), e.Args[0])
		}
		return true
	case "String", "Bytes":
		if len(rets) == 1 && len(b.builders[obj]) > 0 {
			b.emit(ir.Op{Kind: ir.Concat, Dst: rets[0], Args: texts(b.builders[obj]), Pos: b.pos(e)})
		}
		return len(b.builders[obj]) > 0
	}
	return m.Name() == "Grow" || m.Name() == "Len" || m.Name() == "Reset"
}

// accumulator is the local strings.Builder that an expression names, or nil.
func (b *funcBuilder) accumulator(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || !accumulators[TypeSymbol(b.Info.TypeOf(id))] {
		return nil
	}
	obj := b.Info.ObjectOf(id)
	if _, local := b.vars[obj]; !local {
		return nil
	}
	return obj
}

func (b *funcBuilder) write(obj types.Object, v ir.Var, e ast.Expr) {
	w := written{text: v, list: b.foldOf(e), branch: b.conditions}
	if tv := b.Info.Types[e]; tv.Value != nil {
		w.fixed = true
	}
	b.builders[obj] = append(b.builders[obj], w)
}

func texts(list []written) []ir.Var {
	out := make([]ir.Var, len(list))
	for i, w := range list {
		out[i] = w.text
	}
	return out
}

// printers write their arguments to their first one: what they print is what the function
// named here returns.
var printers = map[string]string{
	"fmt.Fprintf": "fmt.Sprintf", "fmt.Fprint": "fmt.Sprint", "fmt.Fprintln": "fmt.Sprint", "io.WriteString": "fmt.Sprint",
}

// printsInto follows prints to a local strings.Builder.
func (b *funcBuilder) printsInto(symbol string, e *ast.CallExpr) bool {
	printer, ok := printers[symbol]
	if !ok || len(e.Args) < 2 {
		return false
	}
	u, ok := ast.Unparen(e.Args[0]).(*ast.UnaryExpr)
	if !ok {
		return false
	}
	obj := b.accumulator(u.X)
	if obj == nil {
		return false
	}
	var args []ir.Var
	for _, arg := range e.Args[1:] {
		args = append(args, b.joined(arg))
	}
	v := b.newVar()
	b.emit(ir.Op{Kind: ir.Call, Text: printer, Args: args, Rets: []ir.Var{v}, Pos: b.callPos(e), Inline: e.Ellipsis.IsValid()})
	w := written{text: v, branch: b.conditions}
	if len(e.Args) == 2 {
		w.list = b.foldOf(e.Args[1])
	}
	b.builders[obj] = append(b.builders[obj], w)
	return true
}

// loop is the body of a loop: what it writes, it writes in every round.
func (b *funcBuilder) loop(body *ast.BlockStmt) {
	before := make(map[types.Object]int, len(b.builders))
	for obj, list := range b.builders {
		before[obj] = len(list)
	}
	b.stmts(body.List)
	for obj, list := range b.builders {
		if from := before[obj]; from < len(list) {
			b.builders[obj] = append(list[:from:from], b.repeated(list[from:], body)...)
		}
	}
}

// repeated is what the writes of one round come to in all of them: with one element of a
// list among texts that stay the same, the list joined by these. What is written under a
// condition is not before the first or after the last. Of other loops only one round is known.
func (b *funcBuilder) repeated(round []written, at ast.Node) []written {
	k := slices.IndexFunc(round, func(w written) bool { return w.list != 0 })
	for i, w := range round {
		if i != k && !w.fixed {
			k = -1
		}
	}
	if k < 0 {
		return []written{{text: b.someRounds(texts(round), at), branch: b.conditions}}
	}
	if len(round) == 1 {
		return []written{{text: round[0].text, branch: b.conditions}}
	}
	sep, all := b.newVar(), b.newVar()
	b.emit(ir.Op{Kind: ir.Concat, Dst: sep, Args: texts(slices.Concat(round[k+1:], round[:k])), Pos: b.pos(at)})
	b.emit(ir.Op{Kind: ir.Call, Text: "strings.Join", Args: []ir.Var{round[k].list, sep}, Rets: []ir.Var{all}, Pos: b.pos(at)})
	round[k] = written{text: all, branch: b.conditions}
	return slices.DeleteFunc(round, func(w written) bool { return w.branch > b.conditions })
}

func (b *funcBuilder) someRounds(round []ir.Var, at ast.Node) ir.Var {
	v := b.builtin("derive", at, round...)
	b.emit(ir.Op{Kind: ir.Concat, Dst: v, Args: round, Pos: b.pos(at)})
	return v
}
