package solve

import (
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// evalCall evaluates a call of a function by its symbol.
func (s *Solver) evalCall(i inst, op *ir.Op) {
	if m := modelled(op.Text); m != nil {
		s.apply(&call{s: s, i: i, m: m, args: op.Args, rets: op.Rets, symbol: op.Text, spread: op.Inline})
		return
	}
	f := s.prog.funcs[op.Text]
	if f == nil {
		s.opaqueCall(i, op, op.Args)
		return
	}
	if !f.Recv || len(op.Args) == 0 {
		s.link(i, f, -1, 0, op.Args, op.Rets, false)
		return
	}
	n := s.node(i.act, op.Args[0])
	if op.Args[0] == 0 {
		s.link(i, f, -1, 0, op.Args, op.Rets, false)
	}
	seen := &s.acts[i.act].ops[i.op].seen
	for ; int(*seen) < len(s.nodes[n].vals) && s.steps <= s.budget; *seen++ {
		v := s.nodes[n].vals[*seen]
		s.link(i, f, -1, v, op.Args, op.Rets, false)
		seen = &s.acts[i.act].ops[i.op].seen
	}
}

// iterate calls an iterator with a function that hands what it is given to the loop's variables.
func (s *Solver) iterate(i inst, v value) {
	yield := s.intern(valueKey{kind: aYield, a: i.act, b: i.op}, info{kind: aYield, by: i})
	n := s.constantNode(yield)
	s.callNodes(i, v, n)
}

// callNodes calls a function value with one argument that is a node.
func (s *Solver) callNodes(i inst, v value, arg int32) {
	in := s.infos[v]
	f := s.prog.funcs[in.text]
	if f == nil {
		return
	}
	s.callUnknown(i, v)
	for _, act := range s.acts[i.act].calls {
		if a := &s.acts[act]; a.fn == f && len(f.Params) > 0 && slices.ContainsFunc(a.callers, func(c caller) bool { return c.by == i }) {
			s.flow(arg, s.node(act, f.Params[len(f.Params)-1]), i)
		}
	}
}

// yielded hands the arguments of a yield to the variables of the range. A loop with one
// variable over pairs takes the first.
func (s *Solver) yielded(i inst, by inst, args []ir.Var) {
	rets := s.op(by).Rets
	if s.op(by).Kind == ir.Call { // iter.Pull: each result stands for any of them
		for _, a := range args {
			for _, r := range rets {
				s.flow(s.node(i.act, a), s.node(by.act, r), i)
			}
		}
		return
	}
	if len(args) == 1 && len(rets) == 2 {
		rets = rets[1:]
		if rets[0] == 0 {
			rets = s.op(by).Rets
		}
	}
	for k, a := range args {
		if k < len(rets) {
			s.flow(s.node(i.act, a), s.node(by.act, rets[k]), i)
		}
	}
}

// invoke calls an interface's method on a value.
func (s *Solver) invoke(i inst, op *ir.Op, key string, v value) {
	s.invokeWith(i, key, v, op.Args, op.Rets, op)
}

func (s *Solver) invokeWith(i inst, key string, v value, args, rets []ir.Var, op *ir.Op) {
	in := &s.infos[v]
	if in.isText() && key == "String()(string)" && len(rets) > 0 {
		s.put(s.node(i.act, rets[0]), v, i) // a value of flag and the like
	}
	if in.kind == aReference {
		s.invokeBehind(i, key, v, args, rets)
	}
	if in.kind != anObject {
		return
	}
	o := &s.objects[in.obj]
	m := s.prog.method(o.typ, key)
	if m == nil {
		if op != nil {
			s.opaqueInvoke(i, op, key, v)
		}
		return
	}
	for _, r := range s.promoted(i, v, m.Path) {
		if m.Iface {
			if r != v && s.nesting < maxNesting { // a struct may embed an interface that holds the struct
				s.nesting++
				s.invokeWith(i, m.Func, r, args, rets, nil)
				s.nesting--
			}
			continue
		}
		s.callMethod(i, m.Func, r, args, rets)
	}
}

// invokeBehind calls a method of a pointer to a list, a map, or what a type parameter is.
func (s *Solver) invokeBehind(i inst, key string, v value, args, rets []ir.Var) {
	n := s.infos[v].node
	s.promotes[i] = true
	s.wait(n, i)
	for k := 0; k < len(s.nodes[n].vals); k++ {
		w := s.nodes[n].vals[k]
		if in := &s.infos[w]; in.kind == anObject {
			typ := s.objects[in.obj].typ
			if m := s.prog.method(typ, key); m != nil && len(s.prog.types[typ].Fields) > 0 { // a pointer to a struct is the struct
				s.invokeWith(i, key, w, args, rets, nil)
			} else if m != nil && !m.Iface {
				s.callMethod(i, m.Func, v, args, rets)
			}
		}
	}
}

// promoted walks a receiver through embedded fields, as far as is known now; the op is
// evaluated again when more is.
func (s *Solver) promoted(i inst, v value, path []string) []value {
	recvs := []value{v}
	if len(path) > 0 {
		s.promotes[i] = true
	}
	for _, name := range path {
		var next []value
		for _, r := range recvs {
			in := &s.infos[r]
			if in.kind != anObject {
				continue
			}
			obj := in.obj
			n := s.field(obj, name)
			s.wait(n, i)
			if f := s.fieldOf(s.objects[obj].typ, name); f != nil && len(s.nodes[n].vals) == 0 && s.prog.types[f.Type] != nil {
				next = append(next, s.objects[s.part(obj, name)].self)
			}
			next = append(next, s.nodes[n].vals...)
		}
		recvs = next
	}
	return recvs
}

// callMethod calls a method by its symbol on a receiver that is known.
func (s *Solver) callMethod(i inst, symbol string, recv value, args, rets []ir.Var) {
	if f := s.prog.funcs[symbol]; f != nil && f.Recv {
		if in := &s.infos[recv]; in.kind == anObject {
			if n, ok := s.objects[in.obj].fields["*"]; ok { // a boxed function or string
				for _, v := range s.nodes[n].vals {
					s.link(i, f, -1, v, args, rets, true)
				}
			}
		}
		s.link(i, f, -1, recv, args, rets, true)
	}
}

// callValue calls a function value.
func (s *Solver) callValue(i inst, op *ir.Op, v value) {
	in := s.infos[v]
	switch in.kind {
	case aYield:
		s.yielded(i, in.by, op.Args)
	case aFunction:
		if in.byKey { // a method expression of an interface
			if len(op.Args) > 0 {
				n := s.node(i.act, op.Args[0])
				s.wait(n, i)
				for k := 0; k < len(s.nodes[n].vals); k++ {
					s.invokeWith(i, in.text, s.nodes[n].vals[k], op.Args, op.Rets, nil)
				}
			}
			return
		}
		s.callSymbol(i, in.text, in.act, op.Args, op.Rets)
	case aMethod:
		args := append([]ir.Var{0}, op.Args...)
		if in.byKey {
			s.invokeWith(i, in.text, in.recv, args, op.Rets, nil)
		} else {
			s.boundCall(i, in, args, op.Rets)
		}
	case anObject:
		if n, ok := s.objects[in.obj].fields["*"]; ok {
			s.wait(n, i)
			for k := 0; k < len(s.nodes[n].vals); k++ {
				if w := s.nodes[n].vals[k]; w != v {
					s.callValue(i, op, w)
				}
			}
		} else if o := &s.objects[in.obj]; o.opaque && o.typ == "" {
			s.opaqueCall(i, op, op.Args)
		}
	}
}

// callSymbol calls a function value that names a function; a method expression has its
// receiver as the first argument.
func (s *Solver) callSymbol(i inst, symbol string, env int32, args, rets []ir.Var) {
	f := s.prog.funcs[symbol]
	if f == nil {
		if m := modelled(symbol); m != nil {
			s.apply(&call{s: s, i: i, m: m, args: args, rets: rets, symbol: symbol})
		}
		return
	}
	if !f.Recv || len(args) == 0 {
		s.link(i, f, env, 0, args, rets, true)
		return
	}
	n := s.node(i.act, args[0])
	s.wait(n, i)
	for k := 0; k < len(s.nodes[n].vals); k++ {
		s.callMethod(i, symbol, s.nodes[n].vals[k], args, rets)
	}
}

func (s *Solver) boundCall(i inst, in info, args, rets []ir.Var) {
	if s.prog.funcs[in.text] != nil {
		s.callMethod(i, in.text, in.recv, args, rets)
		return
	}
	if m := modelled(in.text); m != nil {
		s.apply(&call{s: s, i: i, m: m, args: args, rets: rets, symbol: in.text, recv: in.recv})
	}
}
