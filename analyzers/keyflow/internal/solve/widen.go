package solve

import "strings"

// maxCompounds bounds the texts made of others that are told apart in one node. Code that
// writes byte by byte, as loggers do, makes a new one with every byte.
const maxCompounds = 300

// isCompound holds for texts that are made of others and not known whole, but for those
// that widen makes.
func (s *Solver) isCompound(v value) bool {
	switch in := &s.infos[v]; in.kind {
	case constText:
		return len(in.text) > len(anyText) && strings.Contains(in.text, anyText)
	case joinedText:
		return true
	case partText:
		return len(in.parts) > 1 || s.infos[in.parts[0]].kind != sourceText
	}
	return false
}

// widen adds what is left of a text where there are too many to tell apart: that it is not
// known, and what came into it from outside.
func (s *Solver) widen(to int32, v value, from origin) {
	s.add(to, s.unknown(place{}), from)
	s.eachLeaf(v, func(leaf value) {
		switch s.infos[leaf].kind {
		case constText:
		case sourceText:
			s.add(to, s.compound(partText, place{}, []value{leaf}), from)
		default:
			s.add(to, leaf, from)
		}
	})
}

// widenAll does that with the parts of a text.
func (s *Solver) widenAll(i inst, parts []value, nodes []int32, to int32) {
	for k, part := range parts {
		s.widen(to, part, origin{node: nodes[k], val: part, by: i, seq: s.nextSeq()})
	}
}
