package solve

import (
	"encoding/csv"
	"strconv"
	"strings"
)

// trimmed takes the slashes off the elements of a path, where they meet.
func (c *call) trimmed(list []value, first, last bool) []value {
	out := make([]value, 0, len(list))
	for _, v := range list {
		if in := c.s.infos[v]; in.kind == constText {
			t := in.text
			if !first {
				t = strings.TrimLeft(t, "/")
			}
			if !last {
				t = strings.TrimRight(t, "/")
			}
			v = c.s.constant(t, in.at)
		}
		out = append(out, v)
	}
	return out
}

// join is strings.Join of a list's elements in their order, or without a separator.
func (c *call) join() {
	seps := []string{""}
	if c.m.args[0] == "join" {
		seps = nil
		for _, combo := range c.constants([]int{c.arg(2)}) {
			seps = append(seps, combo...)
		}
		if k := c.arg(2); k >= len(c.args) || c.args[k] == 0 {
			seps = []string{""}
		}
	}
	for _, obj := range c.objects(c.arg(1)) {
		choices, nodes := c.s.sequence(obj, c.i)
		for _, sep := range seps {
			c.s.combine(c.i, choices, nodes, c.ret(0), sep)
		}
	}
}

// sequence lists what the elements of a list may be, in order. Appended elements come
// after the others, in the order in which they were found.
func (s *Solver) sequence(obj int32, i inst) (choices [][]value, nodes []int32) {
	for k := 0; ; k++ {
		n, ok := s.objects[obj].fields["[="+strconv.Itoa(k)]
		if !ok {
			break
		}
		s.wait(n, i)
		choices, nodes = append(choices, s.texts(n, false)), append(nodes, n)
	}
	n := s.field(obj, "[]")
	s.wait(n, i)
	for _, v := range s.texts(n, false) {
		if len(choices) >= maxParts {
			break
		}
		choices, nodes = append(choices, []value{v}), append(nodes, n)
	}
	return choices, nodes
}

// list makes a list of the pieces of a string.
func (c *call) list() {
	op := c.m.args[0]
	numbers := c.numbers(1)
	obj := c.s.alloc(c.i, "", "list")
	c.put1(c.ret(0), c.s.objects[obj].self)
	others := c.constants(numbers[1:])
	for _, v := range c.values(numbers[0]) {
		in := c.s.infos[v]
		from := origin{node: c.node(numbers[0]), val: v, by: c.i}
		if op == "any" && in.kind == constText {
			c.s.add(c.s.field(obj, "[]"), c.s.compound(partText, c.s.at(c.i), []value{v}), from)
			continue
		}
		if in.kind != constText {
			if in.isText() {
				c.s.add(c.s.field(obj, "[]"), v, from)
			}
			continue
		}
		for _, rest := range others {
			for k, piece := range pieces(op, in.text, rest) {
				if k < maxParts {
					c.s.add(c.s.field(obj, "[="+strconv.Itoa(k)), c.s.constant(piece, in.at), from)
				}
			}
		}
	}
}

func pieces(op, s string, rest []string) []string {
	switch op {
	case "split":
		return strings.Split(s, rest[0])
	case "lines":
		return strings.Split(strings.TrimRight(s, "\n"), "\n")
	}
	return strings.Fields(s)
}

// replacer is strings.NewReplacer: its pairs are applied one after the other.
func (c *call) replacer() {
	obj := c.s.alloc(c.i, "strings.Replacer", "replacer")
	for k := range c.args {
		c.s.flow(c.node(k), c.s.field(obj, "[="+strconv.Itoa(k)), c.i)
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
}

func (c *call) replaced() {
	for _, obj := range c.objects(0) {
		r := strings.NewReplacer(c.s.replacerPairs(obj, c.i)...)
		for _, v := range c.values(1) {
			in := c.s.infos[v]
			from := origin{node: c.node(1), val: v, by: c.i, seq: c.s.nextSeq()}
			if in.kind == constText {
				c.s.add(c.ret(0), c.s.constant(r.Replace(in.text), in.at), from)
			} else if in.isText() {
				c.s.add(c.ret(0), v, from)
			}
		}
	}
}

// replacerPairs are the constant pairs of a strings.Replacer.
func (s *Solver) replacerPairs(obj int32, i inst) []string {
	var pairs []string
	choices, _ := s.sequence(obj, i)
	for _, list := range choices {
		if len(list) == 0 || s.infos[list[0]].kind != constText {
			break
		}
		pairs = append(pairs, s.infos[list[0]].text)
	}
	return pairs[:len(pairs)/2*2]
}

// rows are the records of CSV, each a list of strings; a reader of one record gives the
// same list, since it may be any.
func (c *call) rows() {
	out := c.s.alloc(c.i, "", "rows")
	c.put1(c.ret(0), c.s.objects[out].self)
	for _, obj := range c.containers(c.arg(0)) {
		n := c.s.field(obj, "[]")
		c.s.wait(n, c.i)
		for _, v := range c.s.nodes[n].vals {
			in := c.s.infos[v]
			from := origin{node: n, val: v, by: c.i}
			if in.kind != constText {
				c.s.add(c.s.field(out, "[]"), v, from)
				continue
			}
			records, _ := csv.NewReader(strings.NewReader(in.text)).ReadAll()
			for k, record := range records[:min(len(records), maxParts)] {
				row := c.s.alloc(c.i, "", "row "+strconv.Itoa(k))
				c.put1(c.s.field(out, "[="+strconv.Itoa(k)), c.s.objects[row].self)
				for j, cell := range record[:min(len(record), maxParts)] {
					text := c.s.constant(cell, in.at)
					c.s.add(c.s.field(row, "[="+strconv.Itoa(j)), text, from)
					c.s.add(c.s.field(out, "[="+strconv.Itoa(j)), text, from)
				}
			}
		}
	}
}
