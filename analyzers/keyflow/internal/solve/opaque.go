package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// opaqueCall is a call of a function of which nothing is known: what it is given may be
// called, and its result may be any argument of the result's type.
func (s *Solver) opaqueCall(i inst, op *ir.Op, args []ir.Var) {
	for k, a := range args {
		n := s.node(i.act, a)
		if n != 0 && s.inKraken(i) {
			s.event(Event{Kind: Message, By: i, Node: n, Object: -1})
		}
		for x := 0; x < len(s.nodes[n].vals); x++ {
			v := s.nodes[n].vals[x]
			s.callUnknown(i, v)
			if in := &s.infos[v]; in.kind == anObject {
				s.fillByTags(in.obj, i)
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
		if n, ok := s.objects[in.obj].fields["*"]; ok && !s.called[v] {
			s.called[v] = true
			s.wait(n, i)
			for k := 0; k < len(s.nodes[n].vals); k++ {
				s.callUnknown(i, s.nodes[n].vals[k])
			}
			s.called[v] = false
		}
	}
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

// reflect follows calls by reflection: of functions, and of methods by their name.
func (c *call) reflect() {
	switch c.m.args[0] {
	case "value":
		obj := c.s.alloc(c.i, "reflect.Value", "reflected")
		c.s.flow(c.node(0), c.s.field(obj, "[]"), c.i)
		c.callArgs()
		c.put1(c.ret(0), c.s.objects[obj].self)
	case "method":
		for _, obj := range c.objects(0) {
			n := c.s.field(obj, "[]")
			c.s.wait(n, c.i)
			names, known := c.s.keysOf(c.node(1))
			if !known || len(names) == 0 {
				c.s.event(Event{Kind: Reflect, By: c.i, Node: n, Object: -1})
			}
			for _, name := range names {
				c.methodByName(n, name)
			}
		}
	case "given":
		c.s.event(Event{Kind: Reflect, By: c.i, Node: c.node(c.arg(1)), Object: -1})
	case "any":
		for _, obj := range c.objects(0) {
			c.s.event(Event{Kind: Reflect, By: c.i, Node: c.s.field(obj, "[]"), Object: -1})
		}
	}
}

func (c *call) methodByName(n int32, name string) {
	for _, v := range c.s.nodes[n].vals {
		in := c.s.infos[v]
		if in.kind != anObject {
			continue
		}
		if t := c.s.prog.types[c.s.objects[in.obj].typ]; t != nil {
			for _, m := range t.Methods {
				if strings.HasPrefix(m.Key, name+"(") {
					c.s.invokeWith(c.i, m.Key, v, nil, nil, nil)
				}
			}
		}
	}
}
