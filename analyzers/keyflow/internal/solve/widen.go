package solve

import "strings"

// Bounds of the texts made of others that are told apart in one node. Code that writes
// byte by byte, as loggers do, makes a new one with every byte.
const (
	maxCompounds = 150
	maxMade      = 4 * maxCompounds // that are known whole, as every endpoint of both exchanges is
)

// tooMany tells whether a node has so many texts that one more is not told apart.
func (s *Solver) tooMany(n int, v value) bool {
	if n < maxCompounds {
		return false
	}
	switch in := &s.infos[v]; in.kind {
	case constText:
		return in.made && (n >= maxMade || strings.Contains(in.text, anyText))
	case joinedText:
		return true
	case partText: // but for those that widen makes
		return len(in.parts) > 1 || s.infos[in.parts[0]].kind != sourceText
	}
	return false
}

// isFull tells whether every text made of others is too many for a node.
func (s *Solver) isFull(n int32) bool { return len(s.nodes[n].vals) >= maxMade }

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

// widenAll does that with all that a node holds of a text's parts.
func (s *Solver) widenAll(i inst, parts []value, node, to int32) {
	for _, part := range parts {
		s.widen(to, part, origin{node: node, val: part, by: i, seq: s.nextSeq()})
	}
}
