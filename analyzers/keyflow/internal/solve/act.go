package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// context tells activations of one function apart: by the object a method is called on,
// the one before it, and the last call sites.
type context struct {
	self, outer int32 // 1 + object index
	sites       [4]int32
}

// activation is a function in a context, in an environment where it is a closure.
type activation struct {
	fn      *fn
	env     int32 // activation of the function around it, or -1
	ctx     int32
	base    int32 // node of variable 0
	root    bool
	callers []caller
	ops     []opState
	calls   []int32 // activations it calls, for searching downwards
}

// opState is how far an op of an activation is.
type opState struct {
	seen   int32 // values of its operand that have been dealt with for good
	keys   int32 // of a keyed op: keys that were known then
	queued bool  // it is to be evaluated
}

// caller is an edge of the call graph.
type caller struct {
	by      inst
	dynamic bool
}

type actKey struct {
	fn  *fn
	env int32
	ctx int32
}

func (s *Solver) context(c context) int32 {
	if id, ok := s.ctxKeys[c]; ok {
		return id
	}
	id := int32(len(s.ctxs))
	s.ctxs = append(s.ctxs, c)
	s.ctxKeys[c] = id
	return id
}

// node is the node of a variable in an activation; 0 for no variable.
func (s *Solver) node(act int32, v ir.Var) int32 {
	a := &s.acts[act]
	switch {
	case v == 0:
		return 0
	case v < 0:
		if a.env < 0 || int(-v) > len(a.fn.Captured) {
			return 0
		}
		return s.node(a.env, a.fn.Captured[-v-1])
	case v > a.fn.Vars:
		if i := int(v-a.fn.Vars) - 1; i < len(a.fn.Globals) {
			return s.global(a.fn.Globals[i])
		}
		return 0
	}
	return a.base + int32(v)
}

func (s *Solver) global(symbol string) int32 {
	n, ok := s.globals[symbol]
	if !ok {
		n = s.newNodes(1)
		s.globals[symbol] = n
		if dot := strings.LastIndexByte(symbol, '.'); s.prog.paths[symbol[:dot]] == nil {
			s.foreignGlobal(n, symbol)
		}
	}
	return n
}

// foreignGlobal gives a variable of a package without source something: an object whose
// elements are strings that are not known, as os.Args has.
func (s *Solver) foreignGlobal(n int32, symbol string) {
	obj := s.newObject(valueKey{kind: anObject, text: "foreign " + symbol}, object{act: -1, opaque: true})
	s.put(s.field(obj, "[]"), s.unknown(place{}), nowhere)
	s.put(n, s.objects[obj].self, nowhere)
	s.put(n, s.unknown(place{}), nowhere)
}

// activate finds or makes an activation and evaluates its ops for the first time.
func (s *Solver) activate(f *fn, env, ctx int32) int32 {
	key := actKey{f, env, ctx}
	if id, ok := s.actKeys[key]; ok {
		return id
	}
	if len(s.acts) >= s.mostActs {
		s.exhausted = true
	}
	id := int32(len(s.acts))
	s.actKeys[key] = id
	s.acts = append(s.acts, activation{fn: f, env: env, ctx: ctx, base: s.newNodes(int(f.Vars) + 1), ops: make([]opState, len(f.Ops))})
	for i := range f.Ops {
		s.start(inst{id, int32(i)})
	}
	return id
}

// start evaluates an op, and again whenever one of its inputs gains a value.
func (s *Solver) start(i inst) {
	op := s.op(i)
	for g := op.Guard; g > 0; {
		guard := &s.acts[i.act].fn.Ops[g-1]
		s.wait(s.node(i.act, guard.A), i)
		g = guard.Guard
	}
	switch op.Kind {
	case ir.Const, ir.Alloc, ir.Addr, ir.FuncRef, ir.Copy, ir.Opaque, ir.Guard:
	case ir.Call:
		if s.prog.funcs[op.Text] == nil || modelled(op.Text) != nil {
			s.waitAll(i, op.Args)
		} else if s.prog.funcs[op.Text].Recv && len(op.Args) > 0 {
			s.wait(s.node(i.act, op.Args[0]), i)
		}
	case ir.Invoke:
		s.wait(s.node(i.act, op.Args[0]), i)
	case ir.CallVar, ir.Range, ir.Assert, ir.Box, ir.Load, ir.Store, ir.Clone, ir.FieldAddr, ir.Bind:
		s.wait(s.node(i.act, op.A), i)
	case ir.LoadAt, ir.StoreAt:
		s.wait(s.node(i.act, op.A), i)
		s.wait(s.node(i.act, op.B), i)
		if op.Inline {
			s.waitAll(i, op.Args)
		}
	case ir.Concat:
		s.waitAll(i, op.Args)
	}
	s.schedule(i)
}

func (s *Solver) waitAll(i inst, vars []ir.Var) {
	for _, v := range vars {
		s.wait(s.node(i.act, v), i)
	}
}

func (s *Solver) op(i inst) *ir.Op { return &s.acts[i.act].fn.Ops[i.op] }

// at is the place of an op.
func (s *Solver) at(i inst) place {
	if i.act < 0 || i.op < 0 {
		return place{}
	}
	return place{s.acts[i.act].fn.pkg, s.op(i).Pos}
}

// calleeContext is the context that a call gives its callee. A method's is led by its
// receiver; a plain function keeps that of its caller, so that helpers of two clients stay apart.
func (s *Solver) calleeContext(i inst, self int32) int32 {
	c := s.ctxs[s.acts[i.act].ctx]
	if s.depth == 0 {
		return s.context(context{})
	}
	if self >= 0 && c.self != self+1 {
		c.self, c.outer = self+1, c.self
	}
	site := s.siteID(i)
	for _, old := range c.sites[:s.depth] {
		if old == site { // recursion: the context does not grow
			return s.context(c)
		}
	}
	if s.depth > 0 {
		copy(c.sites[1:s.depth], c.sites[:s.depth])
		c.sites[0] = site
	}
	return s.context(c)
}

// siteID numbers a call site without its context.
func (s *Solver) siteID(i inst) int32 {
	f := s.acts[i.act].fn
	base, ok := s.siteBase[f]
	if !ok {
		base = s.nextSite
		s.siteBase[f] = base
		s.nextSite += int32(len(f.Ops)) + 1
	}
	return base + i.op + 1
}

// link calls a function: arguments flow to parameters, results to the caller's variables.
// recv, where set, is the receiver and stands for args[0].
func (s *Solver) link(i inst, f *fn, env int32, recv value, args []ir.Var, rets []ir.Var, dynamic bool) {
	self := int32(-1)
	if recv != 0 && s.infos[recv].kind == anObject {
		self = s.infos[recv].obj
	}
	s.steps++
	act := s.activate(f, env, s.calleeContext(i, self))
	if args == nil && len(f.Params) > 0 {
		s.handed[act] = true
	}
	s.addCaller(act, i, dynamic)
	params := f.Params
	if recv != 0 && len(params) > 0 {
		s.put(s.node(act, params[0]), recv, i)
		params = params[1:]
		if len(args) > 0 && f.Recv {
			args = args[1:]
		}
	}
	for k, p := range params {
		if k < len(args) {
			s.flow(s.node(i.act, args[k]), s.node(act, p), i)
		}
	}
	for k, r := range rets {
		if k < len(f.Results) {
			s.flow(s.node(act, f.Results[k]), s.node(i.act, r), i)
		}
	}
}

func (s *Solver) addCaller(act int32, by inst, dynamic bool) {
	for _, c := range s.acts[act].callers {
		if c.by == by {
			return
		}
	}
	s.acts[act].callers = append(s.acts[act].callers, caller{by, dynamic})
	s.acts[by.act].calls = append(s.acts[by.act].calls, act)
}
