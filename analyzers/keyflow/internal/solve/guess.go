package solve

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/extract"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// fieldOf describes a field of a type whose source is there.
func (s *Solver) fieldOf(typ, name string) *ir.Field {
	t := s.prog.types[typ]
	if t == nil {
		return nil
	}
	for k := range t.Fields {
		if t.Fields[k].Name == name {
			return &t.Fields[k]
		}
	}
	return nil
}

// guess looks for calls on receivers of which nothing is known, once nothing else moves,
// and takes every object of their type that there is. It is false when there was nothing to guess.
func (s *Solver) guess() bool {
	if s.guessHanded() {
		return true
	}
	changed := !s.guessed
	if !s.guessed {
		s.guessed = true
		s.wakeGuarded()
	}
	s.fillDestinations()
	for _, obj := range slices.Sorted(maps.Keys(s.given)) {
		s.guessFields(obj, 3)
	}
	for i := range s.late {
		s.schedule(i)
	}
	before := len(s.acts) + int(s.seqFacts())
	for act := 0; act < len(s.acts); act++ {
		for k := range s.acts[act].fn.Ops {
			s.guessOp(inst{int32(act), int32(k)})
		}
	}
	return changed || len(s.acts)+int(s.seqFacts()) != before
}

// seqFacts counts what was put by guessing.
func (s *Solver) seqFacts() int32 { return int32(len(s.dirty)) }

// wakeGuarded evaluates again what stands under a condition of which nothing is known.
func (s *Solver) wakeGuarded() {
	for act := range s.acts {
		for k := range s.acts[act].fn.Ops {
			if op := &s.acts[act].fn.Ops[k]; op.Guard != 0 || op.Kind == ir.LoadAt {
				s.schedule(inst{int32(act), int32(k)})
			}
		}
	}
}

// guessHanded deals with the functions that code which is not known calls: what it gives
// them, and the functions that it gets from them. It is false when that is settled.
func (s *Solver) guessHanded() bool {
	before := len(s.dirty) + len(s.acts)
	for _, act := range slices.Sorted(maps.Keys(s.handed)) {
		s.guessParams(act)
		for _, r := range s.acts[act].fn.Results {
			n := s.node(act, r)
			for k := 0; k < len(s.nodes[n].vals); k++ {
				if v := s.nodes[n].vals[k]; !s.infos[v].isText() && s.infos[v].kind != anObject {
					s.callUnknown(s.acts[act].callers[0].by, v)
				}
			}
		}
	}
	return len(s.dirty)+len(s.acts) != before
}

// guessParams gives the parameters of a function that code which is not known calls, and
// of which nothing is known otherwise, what their types allow.
func (s *Solver) guessParams(act int32) {
	f := s.acts[act].fn
	for k, p := range f.Params {
		n := s.node(act, p)
		if f.Recv && k == 0 || len(s.nodes[n].vals) > 0 {
			continue
		}
		switch typ := f.Types[k]; {
		case f.Strings[k]:
			s.put(n, s.unknown(place{f.pkg, f.Pos}), nowhere)
		case typ == "[]string":
			list := s.newObject(valueKey{kind: anObject, text: "unknown list"}, object{act: -1})
			s.put(s.field(list, "[]"), s.unknown(place{}), nowhere)
			s.put(n, s.objects[list].self, nowhere)
		case s.prog.types[typ] != nil || carries(typ):
			for _, v := range s.objectsOf(typ) {
				s.put(n, v, nowhere)
			}
		}
	}
}

// carries tells whether values may be put into a type of a library and taken out again, as
// into the context of a web framework.
func carries(typ string) bool {
	path, _ := splitSymbol(typ)
	return !extract.Standard(path) && HasModels(path)
}

// guessFields lets the strings of a struct that nothing else is stored in be whatever code
// that is not known put there.
func (s *Solver) guessFields(obj int32, depth int) {
	for k := 0; k < len(s.objects[obj].order); k++ {
		name := s.objects[obj].order[k]
		n := s.objects[obj].fields[name]
		f := s.fieldOf(s.objects[obj].typ, name)
		if f == nil {
			continue
		}
		if f.Type == "string" && len(s.nodes[n].vals) == 0 {
			s.put(n, s.unknown(place{s.prog.types[s.objects[obj].typ].pkg, f.Pos}), nowhere)
		} else if s.prog.types[f.Type] != nil && depth > 0 {
			s.guessFields(s.part(obj, name), depth-1)
		}
	}
}

func (s *Solver) guessOp(i inst) {
	op := s.op(i)
	if op.Kind != ir.Call && op.Kind != ir.Invoke || len(op.Args) == 0 || op.Args[0] == 0 {
		return
	}
	n := s.behind(s.node(i.act, op.Args[0]))
	if n == 0 || len(s.nodes[n].vals) > 0 || op.Guard != 0 && !s.allowed(i.act, op.Guard) {
		return
	}
	if op.Kind == ir.Invoke {
		found := s.implementers(op.Text)
		for _, v := range found {
			s.put(n, v, i)
		}
		if len(found) == 0 {
			s.opaqueCall(i, op, op.Args)
		}
		return
	}
	f := s.prog.funcs[op.Text]
	if f == nil || !f.Recv || len(f.Types) == 0 || f.Types[0] == "" {
		return
	}
	for _, v := range s.objectsOf(f.Types[0]) {
		s.put(n, v, i)
	}
}

// behind is what a node refers to, where that is all it does.
func (s *Solver) behind(n int32) int32 {
	if vals := s.nodes[n].vals; len(vals) == 1 && s.infos[vals[0]].kind == aReference {
		return s.infos[vals[0]].node
	}
	return n
}

// objectsOf are the known objects of a type; where there are none, one that stands for any.
func (s *Solver) objectsOf(typ string) []value {
	var out []value
	for _, id := range s.byType[typ] {
		out = append(out, s.objects[id].self)
	}
	if len(out) == 0 {
		out = append(out, s.objects[s.summary(typ)].self)
	}
	return out
}

// implementers are the known objects that have a method, in a fixed order.
func (s *Solver) implementers(key string) []value {
	var types []string
	for typ := range s.byType {
		if s.prog.method(typ, key) != nil {
			types = append(types, typ)
		}
	}
	sort.Strings(types)
	var out []value
	for _, typ := range types {
		for _, id := range s.byType[typ] {
			out = append(out, s.objects[id].self)
		}
	}
	if strings.HasPrefix(key, "Error()") || strings.HasPrefix(key, "String()") {
		return nil
	}
	return out
}
