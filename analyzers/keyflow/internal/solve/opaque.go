package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/extract"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// opaqueCall is a call of a function of which nothing is known: what it is given may be
// called, and its result may be any argument of the result's type.
func (s *Solver) opaqueCall(i inst, op *ir.Op, args []ir.Var) {
	foreign := op.Kind != ir.Call || !standardSymbol(op.Text) && !s.prog.has(op.Text)
	for k, a := range args {
		n := s.node(i.act, a)
		if n != 0 && s.inKraken(i) {
			s.event(Event{Kind: Message, By: i, Node: n, Object: -1})
		}
		if n != 0 && foreign && (k >= len(op.Ifaces) || op.Ifaces[k] == "") {
			s.event(Event{Kind: Given, By: i, Node: n, Object: -1})
		}
		for x := 0; x < len(s.nodes[n].vals); x++ {
			v := s.nodes[n].vals[x]
			s.callUnknown(i, v)
			if in := &s.infos[v]; in.kind == anObject {
				s.fillByTags(in.obj, i)
				if foreign && (k >= len(op.Ifaces) || op.Ifaces[k] == "") {
					s.given[in.obj] = true
				}
			}
			if k < len(op.Ifaces) && op.Ifaces[k] != "" {
				for key := range strings.SplitSeq(op.Ifaces[k], " ") {
					s.invokeWith(i, key, v, nil, nil, nil)
				}
			}
		}
	}
	s.opaqueResults(i, op, args)
}

func (s *Solver) opaqueResults(i inst, op *ir.Op, args []ir.Var) {
	if len(op.Rets) == 0 || op.Rets[0] == 0 {
		return
	}
	dst := s.node(i.act, op.Rets[0])
	passed := false
	for k, a := range args {
		if k < 32 && op.Passes&(1<<k) != 0 {
			s.flow(s.node(i.act, a), dst, i)
			passed = true
		}
	}
	switch {
	case passed:
	case op.Ret != "":
		id := s.alloc(i, strings.TrimPrefix(op.Ret, "-"), "opaque")
		s.objects[id].opaque = true
		s.put(dst, s.objects[id].self, i)
	default:
		s.put(dst, s.unknown(s.at(i)), i)
	}
}

// callUnknown calls a function value with arguments that are not known.
func (s *Solver) callUnknown(i inst, v value) {
	in := s.infos[v]
	switch in.kind {
	case aFunction:
		if f := s.prog.funcs[in.text]; f != nil {
			s.link(i, f, in.act, 0, nil, nil, true)
		}
	case aMethod:
		if in.byKey {
			s.invokeWith(i, in.text, in.recv, nil, nil, nil)
		} else if s.prog.funcs[in.text] != nil {
			s.callMethod(i, in.text, in.recv, nil, nil)
		}
	case anObject:
		n := s.callables(in.obj)
		s.wait(n, i)
		for k := 0; k < len(s.nodes[n].vals); k++ {
			s.callUnknown(i, s.nodes[n].vals[k])
		}
	}
}

// standardSymbol tells whether a function is of the standard library. What that does by
// reflection is in the table.
func standardSymbol(symbol string) bool {
	path, _ := splitSymbol(symbol)
	return extract.Standard(path)
}

// opaqueInvoke calls a method of an object whose type's source is not there.
func (s *Solver) opaqueInvoke(i inst, op *ir.Op, key string, v value) {
	typ := s.objects[s.infos[v].obj].typ
	if dot := strings.LastIndexByte(typ, '.'); dot > 0 {
		name, _, _ := strings.Cut(strings.TrimPrefix(key, "~"), "(")
		name, _, _ = strings.Cut(name, "/")
		symbol := typ[:dot] + ".(" + typ[dot+1:] + ")." + name
		if m := modelled(symbol); m != nil {
			s.apply(&call{s: s, i: i, m: m, args: op.Args, rets: op.Rets, symbol: symbol, recv: v})
			return
		}
	}
	if s.prog.types[typ] == nil {
		s.opaqueCall(i, op, op.Args)
	}
}
