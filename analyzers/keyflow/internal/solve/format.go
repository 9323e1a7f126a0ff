package solve

import (
	"strconv"
	"strings"
)

// sprintf follows the verbs of constant formats.
func (c *call) sprintf(op string, numbers []int) {
	if op == "appendf" {
		numbers = numbers[1:]
	}
	if len(numbers) == 0 {
		return
	}
	args := numbers[1:]
	for _, v := range c.values(numbers[0]) {
		in := c.s.infos[v]
		if in.kind != constText {
			c.put1(c.ret(0), c.s.compound(partText, c.s.at(c.i), []value{v}))
			continue
		}
		choices, nodes := c.formatted(in, args)
		c.s.combine(c.i, choices, nodes, c.ret(0), "")
	}
}

// formatted cuts a format into its texts and the arguments of its verbs.
func (c *call) formatted(in info, args []int) (choices [][]value, nodes []int32) {
	lit := func(t string) {
		if t != "" {
			choices, nodes = append(choices, []value{c.s.constant(t, in.at)}), append(nodes, 0)
		}
	}
	rest, next := in.text, 0
	for len(choices) < maxParts {
		before, after, ok := strings.Cut(rest, "%")
		lit(before)
		if !ok {
			break
		}
		verb := strings.TrimLeft(after, "+-# 0123456789.")
		index := 0
		if bracket, tail, ok := strings.Cut(strings.TrimPrefix(verb, "["), "]"); ok && strings.HasPrefix(verb, "[") {
			index, _ = strconv.Atoi(bracket)
			verb = tail
		}
		if verb == "" {
			break
		}
		rest = verb[1:]
		if verb[0] == '%' {
			lit("%")
			continue
		}
		if index > 0 {
			next = index - 1
		}
		if next < len(args) {
			choices, nodes = append(choices, c.printed(args[next], verb[0])), append(nodes, c.node(args[next]))
		}
		next++
	}
	return choices, nodes
}

// printed is what an argument may look like in print.
func (c *call) printed(k int, verb byte) []value {
	if verb != 's' && verb != 'v' && verb != 'q' && verb != 'c' && verb != 'x' && verb != 'X' {
		return []value{c.s.constant(anyText, place{})}
	}
	list := c.s.texts(c.node(k), k < len(c.args) && c.args[k] == 0)
	if verb == 'q' {
		quote := c.s.constant("\"", c.s.at(c.i))
		for n, v := range list {
			list[n] = c.s.concat([]value{quote, v, quote}, "", c.s.at(c.i))
		}
	}
	return list
}

// fprintf and fprint write into a container: a strings.Builder or a buffer.
func (c *call) fprintf() {
	n := c.s.scratch(c.i)
	c.s.event(Event{Kind: Message, By: c.i, Node: n, Object: -1})
	sub := &call{s: c.s, i: c.i, m: c.m, args: c.args, rets: nil, spread: c.spread}
	for _, v := range c.values(1) {
		if in := c.s.infos[v]; in.kind == constText {
			choices, nodes := sub.formatted(in, c.numbers(0)[2:])
			c.s.combine(c.i, choices, nodes, n, "")
		}
	}
	c.writeTo(n)
}

func (c *call) fprint() {
	n := c.s.scratch(c.i)
	var choices [][]value
	var nodes []int32
	for k := 1; k < len(c.args); k++ {
		choices, nodes = append(choices, c.s.texts(c.node(k), c.args[k] == 0)), append(nodes, c.node(k))
	}
	c.s.combine(c.i, choices, nodes, n, "")
	c.writeTo(n)
}

func (c *call) writeTo(n int32) {
	for _, obj := range c.containers(0) {
		o := &c.s.objects[obj]
		if o.typ == "hash.Hash" {
			c.s.flow(n, c.s.field(obj, "msg"), c.i)
		}
		c.s.flow(n, c.s.field(obj, "[]"), c.i)
	}
}

// scratch is a node of an op's own.
func (s *Solver) scratch(i inst) int32 {
	n, ok := s.scratches[i]
	if !ok {
		n = s.newNodes(1)
		s.scratches[i] = n
	}
	return n
}
