package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// eval evaluates an op on what its inputs hold now. All effects are additions, so doing it
// again does no harm.
func (s *Solver) eval(i inst) {
	op := s.op(i)
	if op.Guard != 0 && !s.allowed(i.act, op.Guard) {
		return
	}
	dst := s.node(i.act, op.Dst)
	switch op.Kind {
	case ir.Const:
		s.put(dst, s.constant(op.Text, s.at(i)), i)
		if looksLikeMessage(op.Text) {
			s.event(Event{Kind: Message, By: i, Node: dst, Object: -1})
		}
	case ir.Copy:
		s.flow(s.node(i.act, op.A), dst, i)
	case ir.Alloc:
		s.put(dst, s.objects[s.alloc(i, op.Text, "")].self, i)
	case ir.Addr:
		if n := s.node(i.act, op.A); n != 0 {
			s.put(dst, s.reference(n), i)
		}
	case ir.FuncRef:
		s.evalFuncRef(i, op, dst)
	case ir.Opaque:
		s.evalOpaque(i, op, dst)
	case ir.Concat:
		s.evalConcat(i, op.Args, dst)
	case ir.Call:
		s.evalCall(i, op)
	default:
		s.evalEach(i, op, dst)
	}
}

// evalEach evaluates the ops that look at each value of their first operand.
func (s *Solver) evalEach(i inst, op *ir.Op, dst int32) {
	operand := op.A
	if op.Kind == ir.Invoke {
		operand = op.Args[0]
	}
	n := s.node(i.act, operand)
	keys := len(s.nodes[s.node(i.act, op.B)].vals)
	for k := s.unseen(i, op, keys); k < len(s.nodes[n].vals) && s.steps <= s.budget; k++ {
		s.steps++
		v := s.nodes[n].vals[k]
		from := origin{node: n, val: v, by: i, seq: s.nextSeq()}
		switch op.Kind {
		case ir.Load:
			s.load(i, op, v, dst, from)
		case ir.Store:
			s.store(i, op.Text, v, op.B)
		case ir.LoadAt:
			s.loadAt(i, op, v, dst)
		case ir.StoreAt:
			s.storeAt(i, op, v)
		case ir.Clone:
			s.clone(i, v, dst)
		case ir.FieldAddr:
			if in := &s.infos[v]; in.kind == anObject {
				s.add(dst, s.reference(s.field(in.obj, op.Text)), from)
			}
		case ir.Bind:
			m := s.bound(op.Text, v, op.Dynamic)
			s.sigs[m] = op.Sig
			s.add(dst, m, from)
		case ir.Assert:
			s.assert(op, v, dst, from)
		case ir.Box:
			box := s.alloc(i, op.Text, "box")
			s.flow(n, s.field(box, "*"), i)
			s.put(dst, s.objects[box].self, i)
		case ir.Range:
			s.ranged(i, op, v)
		case ir.Invoke:
			s.invoke(i, op, op.Text, v)
		case ir.CallVar:
			s.callValue(i, op, v)
		}
	}
	s.markSeen(i, op, n, keys)
}

// settled ops depend on nothing but the values of their operand, each of which needs to
// be looked at only once.
func (s *Solver) settled(i inst, op *ir.Op) bool {
	switch op.Kind {
	case ir.Load, ir.FieldAddr, ir.Bind, ir.Clone, ir.Assert, ir.Box, ir.Range:
		return true
	case ir.Store:
		return op.Text != "*"
	case ir.Invoke:
		return !s.promotes[i]
	}
	return false
}

// keyed ops depend on the values of their operand and on the keys that they look for there.
func keyed(op *ir.Op) bool {
	return op.Kind == ir.LoadAt
}

// unseen is the index of the first value that an op has not dealt with; keys is the number
// of keys that are known now.
func (s *Solver) unseen(i inst, op *ir.Op, keys int) int {
	state := &s.acts[i.act].ops[i.op]
	if s.settled(i, op) || keyed(op) && !s.guessed && int(state.keys) == keys {
		return int(state.seen)
	}
	return 0
}

func (s *Solver) markSeen(i inst, op *ir.Op, n int32, keys int) {
	if (s.settled(i, op) || keyed(op)) && !s.guessed {
		state := &s.acts[i.act].ops[i.op]
		state.seen, state.keys = int32(len(s.nodes[n].vals)), int32(keys)
	}
}

// allowed tells whether the conditions around an op may hold.
func (s *Solver) allowed(act, guard int32) bool {
	ops := s.acts[act].fn.Ops
	for g := guard; g > 0; g = ops[g-1].Guard {
		if ops[g-1].Inline {
			if !s.open { // what code that never runs says counts, what it does does not
				return false
			}
			continue
		}
		if !s.mayEqual(s.node(act, ops[g-1].A), ops[g-1].Text) {
			return false
		}
	}
	return true
}

// mayEqual tells whether a node may hold one of the strings. A node that holds nothing
// yet may not.
func (s *Solver) mayEqual(n int32, texts string) bool {
	if n == 0 {
		return true
	}
	for _, v := range s.nodes[n].vals {
		in := &s.infos[v]
		if in.kind != constText {
			return true
		}
		for t := range strings.SplitSeq(texts, "\x00") {
			if t == in.text {
				return true
			}
		}
	}
	return s.guessed && len(s.nodes[n].vals) == 0
}

func (s *Solver) evalFuncRef(i inst, op *ir.Op, dst int32) {
	env := int32(-1)
	if f := s.prog.funcs[op.Text]; f != nil && f.parent != nil {
		env = s.environment(i.act, f.parent)
	}
	f := s.function(op.Text, env, op.Dynamic)
	s.sigs[f] = op.Sig
	s.put(dst, f, i)
}

// environment finds the activation of a closure's enclosing function.
func (s *Solver) environment(act int32, parent *fn) int32 {
	for a := act; a >= 0; a = s.acts[a].env {
		if s.acts[a].fn == parent {
			return a
		}
	}
	return act
}

// evalOpaque makes a value of which only the type is known.
func (s *Solver) evalOpaque(i inst, op *ir.Op, dst int32) {
	id := s.alloc(i, strings.TrimPrefix(op.Text, "-"), "opaque")
	s.objects[id].opaque = true
	s.put(dst, s.objects[id].self, i)
}

func (s *Solver) load(i inst, op *ir.Op, v value, dst int32, from origin) {
	in := &s.infos[v]
	switch {
	case in.kind == aReference:
		if op.Text == "*" {
			s.flow(in.node, dst, i)
		}
	case in.kind != anObject:
		if op.Text == "*" {
			s.add(dst, v, from)
		}
	case op.Text == "*":
		s.add(dst, v, from)
		s.flow(s.field(s.infos[v].obj, "*"), dst, i)
	case op.Text == "[]":
		s.elements(in.obj, dst)
	default:
		s.loadField(i, in.obj, op.Text, dst, op.Inline)
	}
}

// loadField reads a field. Objects that are not known have what their fields may have.
func (s *Solver) loadField(i inst, obj int32, name string, dst int32, inline bool) {
	s.flow(s.field(obj, name), dst, i)
	if strings.HasPrefix(name, "[=") {
		s.flow(s.field(obj, "[]"), dst, i)
	}
	if inline {
		s.put(dst, s.objects[s.part(obj, name)].self, i)
		return
	}
	o := &s.objects[obj]
	if !o.opaque && !o.summary {
		return
	}
	if f := s.fieldOf(o.typ, name); f != nil && o.summary && s.open && s.prog.types[f.Type] != nil {
		s.put(dst, s.objects[s.summary(f.Type)].self, i)
	} else if o.opaque && s.prog.types[o.typ] == nil {
		s.put(dst, s.objects[s.part(obj, name)].self, i)
	}
}

func (s *Solver) store(i inst, name string, v value, src ir.Var) {
	in := &s.infos[v]
	from := s.node(i.act, src)
	switch {
	case in.kind == aReference && name == "*":
		s.flow(from, in.node, i)
	case in.kind != anObject:
	case name == "*":
		s.flow(from, s.field(in.obj, "*"), i)
		for _, w := range s.nodes[from].vals {
			if s.infos[w].kind == anObject {
				s.inherit(s.infos[v].obj, s.infos[w].obj)
			}
		}
		s.wait(from, i)
	default:
		obj := in.obj
		s.flow(from, s.field(obj, name), i)
		s.stored(i, obj, name, from)
	}
}

// keysOf are the constant keys that a variable may hold; known is false where it may hold others.
func (s *Solver) keysOf(n int32) (keys []string, known bool) {
	known = true
	for _, v := range s.nodes[n].vals {
		if in := &s.infos[v]; in.kind == constText {
			keys = append(keys, in.text)
		} else {
			known = false
		}
	}
	return keys, known
}

func (s *Solver) loadAt(i inst, op *ir.Op, v value, dst int32) {
	in := &s.infos[v]
	if in.kind != anObject {
		return
	}
	obj := in.obj
	keys, known := s.keysOf(s.node(i.act, op.B))
	if !known || op.B == 0 || s.guessed && len(keys) == 0 {
		s.elements(obj, dst)
		if !known {
			return
		}
	}
	for _, k := range keys {
		s.loadField(i, obj, "[="+k, dst, op.Inline)
	}
}

func (s *Solver) storeAt(i inst, op *ir.Op, v value) {
	in := &s.infos[v]
	if in.kind != anObject || len(op.Args) == 0 {
		return
	}
	obj := in.obj
	from := s.node(i.act, op.Args[0])
	keys, known := s.keysOf(s.node(i.act, op.B))
	if !known {
		s.flow(from, s.field(obj, "[]"), i)
	}
	for _, k := range keys {
		to := s.field(obj, "[="+k)
		if op.Inline && len(keys) > 1 {
			s.flowOwn(from, to, k, keys, i)
			s.stored(i, obj, "[="+k, from)
			continue
		}
		for _, n := range s.valuesOf(i, k, op.B, op.Args[0]) {
			s.flow(n, to, i)
			s.stored(i, obj, "[="+k, n)
		}
	}
}

// flowOwn lets to be what of the values in a node is made of one key and not of another.
func (s *Solver) flowOwn(from, to int32, key string, keys []string, i inst) {
	seq := s.nextSeq()
	for _, v := range s.nodes[from].vals {
		if own := s.madeOf(v, keys); own == "" || own == key {
			s.add(to, v, origin{node: from, val: v, by: i, seq: seq})
		}
	}
}

// madeOf is the key that the source of a value names; "" where it is not known. Of several
// it is the longest, since one may be a part of another.
func (s *Solver) madeOf(v value, keys []string) string {
	own := ""
	s.eachLeaf(v, func(leaf value) {
		if s.infos[leaf].kind != sourceText {
			return
		}
		name := strings.ToUpper(s.infos[leaf].text)
		for _, k := range keys {
			if len(k) > len(own) && strings.Contains(name, strings.ToUpper(k)) {
				own = k
			}
		}
	})
	return own
}

func (s *Solver) clone(i inst, v value, dst int32) {
	in := &s.infos[v]
	if in.kind != anObject {
		return
	}
	obj := in.obj
	if s.objects[obj].summary {
		s.put(dst, v, i)
		return
	}
	id := s.alloc(i, s.objects[obj].typ, "clone")
	s.objects[id].opaque = s.objects[id].opaque || s.objects[obj].opaque
	s.inherit(id, obj)
	s.put(dst, s.objects[id].self, i)
}

// assert passes on what may have the asserted type.
func (s *Solver) assert(op *ir.Op, v value, dst int32, from origin) {
	in := &s.infos[v]
	switch {
	case in.kind == anObject:
		o := &s.objects[in.obj]
		if op.Text == "string" {
			return
		}
		if op.Text == "" || o.typ == op.Text || o.typ == "" {
			s.add(dst, v, from)
		}
	case in.isText():
		if op.Text == "" || op.Text == "string" {
			s.add(dst, v, from)
		}
	default:
		s.add(dst, v, from)
	}
}

func (s *Solver) ranged(i inst, op *ir.Op, v value) {
	in := &s.infos[v]
	if in.kind == aFunction || in.kind == aMethod {
		s.iterate(i, v)
		return
	}
	if in.kind != anObject || len(op.Rets) < 2 {
		return
	}
	obj := in.obj
	s.flow(s.field(obj, "[key"), s.node(i.act, op.Rets[0]), i)
	if to := s.node(i.act, op.Rets[1]); to != 0 {
		s.elements(obj, to)
	}
}
