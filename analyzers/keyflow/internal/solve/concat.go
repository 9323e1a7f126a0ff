package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// evalConcat joins strings in all combinations.
func (s *Solver) evalConcat(i inst, args []ir.Var, dst int32) {
	choices := make([][]value, 0, len(args))
	nodes := make([]int32, 0, len(args))
	for k, a := range args {
		n := s.node(i.act, a)
		list := s.texts(n, a == 0)
		if k == 0 && s.op(i).Inline && (a == 0 || len(list) == 0) {
			list = []value{s.constant("", place{})} // x += part, and x begins empty
		}
		choices = append(choices, list)
		nodes = append(nodes, n)
	}
	s.combine(i, choices, nodes, dst, "")
}

// texts are the strings of a node; an argument that is no string is something unknown.
func (s *Solver) texts(n int32, absent bool) []value {
	if absent {
		return []value{s.constant(anyText, place{})}
	}
	var out []value
	for _, v := range s.nodes[n].vals {
		in := &s.infos[v]
		switch {
		case in.isText():
			out = append(out, v)
		case in.kind == aReference:
			for _, w := range s.nodes[in.node].vals {
				if s.infos[w].isText() {
					out = append(out, w)
				}
			}
		}
	}
	return out
}

// anyText stands for a part of a string that is not known and is no credential: a number.
const anyText = "\x01"

// combine adds every concatenation of one choice of each list to a node.
func (s *Solver) combine(i inst, choices [][]value, nodes []int32, dst int32, sep string) {
	if len(choices) > maxParts {
		choices, nodes = s.merged(choices, nodes, sep)
	}
	if len(choices) > maxParts { // more than a text may be made of
		return
	}
	var combos [][]value
	all := false
	if !s.isFull(dst) {
		combos, all = combinations(choices)
	}
	if !all {
		for k, list := range choices {
			s.widenAll(i, list, nodes[k], dst)
		}
	}
	for _, combo := range combos {
		if v := s.concat(combo, sep, s.at(i)); v != 0 {
			s.add(dst, v, s.madeFrom(i, combo, nodes))
			continue
		}
		for k := range combo {
			s.widenAll(i, combo[k:k+1], nodes[k], dst)
		}
	}
}

// combinations takes one of each list in every way; all is false where that is too many:
// x = "/" + x grows without end.
func combinations(choices [][]value) (combos [][]value, all bool) {
	most := mostCombos(choices)
	combos, all = [][]value{nil}, true
	for _, list := range choices {
		var next [][]value
		for _, combo := range combos {
			for _, v := range list {
				if len(next) < most {
					next = append(next, append(combo[:len(combo):len(combo)], v))
				} else {
					all = false
				}
			}
		}
		combos = next
	}
	return combos, all
}

// mostCombos is how many combinations are told apart: a choice of one list is one of
// endpoints, a choice of several rather of messages.
func mostCombos(choices [][]value) int {
	several := 0
	for _, list := range choices {
		if len(list) > 1 {
			several++
		}
	}
	if several > 1 {
		return maxCombos
	}
	return maxTexts
}

// madeFrom is the part that a path through a concatenation follows.
func (s *Solver) madeFrom(i inst, combo []value, nodes []int32) origin {
	from := origin{by: i, seq: s.nextSeq()}
	for k, part := range combo {
		if s.interesting(part) && nodes[k] != 0 {
			from.node, from.val = nodes[k], part
			break
		}
	}
	return from
}

// merged joins neighbours that can only be one constant each, so that a text may be written
// in any number of them.
func (s *Solver) merged(choices [][]value, nodes []int32, sep string) ([][]value, []int32) {
	var out [][]value
	var outNodes []int32
	for k := 0; k < len(choices); {
		run := k
		for run < len(choices) && len(choices[run]) == 1 && s.infos[choices[run][0]].kind == constText {
			run++
		}
		if run == k {
			out, outNodes = append(out, choices[k]), append(outNodes, nodes[k])
			k++
			continue
		}
		out, outNodes = append(out, []value{s.joined(choices[k:run], sep)}), append(outNodes, 0)
		k = run
	}
	return out, outNodes
}

// joined is the constant that single constants make.
func (s *Solver) joined(run [][]value, sep string) value {
	var text strings.Builder
	for k, list := range run {
		if k > 0 {
			text.WriteString(sep)
		}
		if text.WriteString(s.infos[list[0]].text); text.Len() > maxTextLen {
			break
		}
	}
	return s.constant(text.String(), s.infos[run[0][0]].at)
}

// interesting parts are those that a path through a concatenation follows.
func (s *Solver) interesting(v value) bool {
	in := &s.infos[v]
	return in.kind != constText || len(in.text) > 7
}

// concat joins values: constants to one constant, others to a list of parts.
func (s *Solver) concat(parts []value, sep string, at place) value {
	flat := s.flatten(parts, sep)
	if len(flat) == 0 {
		return s.constant("", at)
	}
	if len(flat) > maxParts {
		return 0
	}
	if len(flat) == 1 {
		if in := &s.infos[flat[0]]; in.kind != constText {
			return flat[0]
		} else if len(parts) > 1 {
			v := s.constant(in.text, at)
			s.infos[v].made = true
			return v
		}
		return flat[0]
	}
	return s.compound(joinedText, at, flat)
}

// flatten resolves nested joins and merges neighbouring constants.
func (s *Solver) flatten(parts []value, sep string) []value {
	var flat []value
	text, pending := "", false
	var at place
	push := func() {
		if pending && text != "" {
			flat = append(flat, s.constant(text, at))
		}
		text, pending = "", false
	}
	var add func(v value)
	add = func(v value) {
		in := s.infos[v]
		switch in.kind {
		case constText:
			if !pending {
				at = in.at
			}
			text, pending = text+in.text, true
		case joinedText:
			for _, p := range in.parts {
				add(p)
			}
		default:
			push()
			flat = append(flat, v)
		}
	}
	for k, v := range parts {
		if k > 0 && sep != "" {
			text, pending = text+sep, true
		}
		add(v)
		if len(text) > maxTextLen || len(flat) > maxParts {
			return make([]value, maxParts+1)
		}
	}
	push()
	return flat
}

func (c *call) concat(op string, numbers []int) {
	sep := ""
	if op != "concat" {
		sep = "/"
	}
	var choices [][]value
	var nodes []int32
	for _, k := range numbers {
		if c.spread && k == len(c.args)-1 {
			for _, obj := range c.objects(k) {
				more, moreNodes := c.s.sequence(obj, c.i)
				choices, nodes = append(choices, more...), append(nodes, moreNodes...)
			}
			continue
		}
		list := c.s.texts(c.node(k), k < len(c.args) && c.args[k] == 0)
		if sep != "" {
			list = c.trimmed(list, k == numbers[0], k == numbers[len(numbers)-1])
		}
		choices, nodes = append(choices, list), append(nodes, c.node(k))
	}
	c.s.combine(c.i, choices, nodes, c.ret(0), sep)
}
