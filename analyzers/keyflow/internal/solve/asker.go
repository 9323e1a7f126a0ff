package solve

import (
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Asker is the call that brings about an event in the eyes of a module: on the way there
// the last of its own before a client of Kraken is entered; where all of it is one client,
// the call that the text begins at; else its last.
func (s *Solver) Asker(e Event, t Text, module string) Move {
	way := slices.DeleteFunc(s.Witness(e, t), func(h Hop) bool { return s.pkgOf(h.Move).Module != module })
	if len(way) == 0 {
		return s.At(e)
	}
	client := slices.IndexFunc(way, func(h Hop) bool { return s.pkgOf(h.Move).Kraken })
	if client > 0 {
		return way[client-1].Move
	}
	begins := s.chooser(e, t)
	for _, h := range way {
		if client == 0 && h.by.act == begins {
			return h.Move
		}
	}
	return way[len(way)-1].Move
}

// pkgOf is the package that a move is made in.
func (s *Solver) pkgOf(m Move) *ir.Package { return s.acts[m.by.act].fn.pkg }

// Holding lists which arguments of a call hold a part of a text that is not known, from 1
// on and without a receiver; none where the call says nothing of it.
func (s *Solver) Holding(m Move, t Text) []int {
	unknown := make(map[value]bool)
	s.eachLeaf(t, func(v value) {
		if s.infos[v].kind != constText {
			unknown[v] = true
		}
	})
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

// shares tells whether a text has one of the values in it.
func (s *Solver) shares(t Text, values map[value]bool) bool {
	found := false
	s.eachLeaf(t, func(v value) { found = found || values[v] })
	return found
}
