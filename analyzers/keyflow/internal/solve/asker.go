package solve

import (
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Asker is the call that brings about an event in the eyes of a module: on the way there
// the last of its own before a client of Kraken is entered; where all of it is one client,
// the first that hands on what is not known of the text, up to the event; else its last.
func (s *Solver) Asker(e Event, t Text, module string) Move {
	way := slices.DeleteFunc(s.Witness(e, t), func(h Hop) bool { return s.pkgOf(h.Move).Module != module })
	if len(way) == 0 {
		return s.At(e)
	}
	client := slices.IndexFunc(way, func(h Hop) bool { return s.pkgOf(h.Move).Kraken })
	if client > 0 {
		return way[client-1].Move
	}
	first := len(way) - 1
	if unknown := s.unknownOf(t); client == 0 {
		for first > 0 && s.handsOn(way[first-1].Move, unknown) {
			first--
		}
	}
	return way[first].Move
}

// handsOn tells whether a call is given one of some values, or something that has one.
func (s *Solver) handsOn(m Move, values map[value]bool) bool {
	return slices.ContainsFunc(s.op(m.by).Args, func(a ir.Var) bool { return s.has(s.node(m.by.act, a), values, 4) })
}

func (s *Solver) has(n int32, values map[value]bool, depth int) bool {
	return depth > 0 && slices.ContainsFunc(s.nodes[n].vals, func(v value) bool {
		switch in := &s.infos[v]; in.kind {
		case aReference:
			return s.has(in.node, values, depth-1)
		case anObject:
			for _, name := range s.objects[in.obj].order {
				if s.has(s.objects[in.obj].fields[name], values, depth-1) {
					return true
				}
			}
			return false
		}
		return s.infos[v].isText() && s.shares(v, values)
	})
}

// pkgOf is the package that a move is made in.
func (s *Solver) pkgOf(m Move) *ir.Package { return s.acts[m.by.act].fn.pkg }

// Holding lists which arguments of a call hold a part of a text that is not known, from 1
// on and without a receiver; none where the call says nothing of it.
func (s *Solver) Holding(m Move, t Text) []int {
	unknown := s.unknownOf(t)
	op := s.op(m.by)
	args := op.Args
	if f := s.prog.funcs[m.Callee]; f != nil && f.Recv && len(args) > 0 {
		args = args[1:]
	}
	var out []int
	for k, a := range args {
		for _, held := range s.Texts(s.node(m.by.act, a)) {
			if s.shares(held, unknown) {
				out = append(out, k+1)
				break
			}
		}
	}
	return out
}

// unknownOf are the parts of a text that are not known.
func (s *Solver) unknownOf(t Text) map[value]bool {
	unknown := make(map[value]bool)
	if t != 0 {
		s.eachLeaf(t, func(v value) {
			if s.infos[v].kind != constText {
				unknown[v] = true
			}
		})
	}
	return unknown
}

// shares tells whether a text has one of the values in it.
func (s *Solver) shares(t Text, values map[value]bool) bool {
	found := false
	s.eachLeaf(t, func(v value) { found = found || values[v] })
	return found
}
