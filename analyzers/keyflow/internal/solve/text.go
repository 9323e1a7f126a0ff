package solve

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Bounds of what is computed with strings.
const (
	maxTexts   = 96      // results of one operation
	maxParts   = 64      // of a joined string
	maxTextLen = 1 << 16 // of a constant
)

// textOps compute on constants. They are false where the arguments make no sense.
var textOps = map[string]func(a []string) (string, bool){
	"upper": func(a []string) (string, bool) { return strings.ToUpper(a[0]), true },
	"lower": func(a []string) (string, bool) { return strings.ToLower(a[0]), true },
	"title": func(a []string) (string, bool) {
		return strings.ToUpper(a[0][:min(1, len(a[0]))]) + a[0][min(1, len(a[0])):], true
	},
	"trimspace":     func(a []string) (string, bool) { return strings.TrimSpace(a[0]), true },
	"trim":          func(a []string) (string, bool) { return strings.Trim(a[0], a[1]), true },
	"trimleft":      func(a []string) (string, bool) { return strings.TrimLeft(a[0], a[1]), true },
	"trimright":     func(a []string) (string, bool) { return strings.TrimRight(a[0], a[1]), true },
	"trimprefix":    func(a []string) (string, bool) { return strings.TrimPrefix(a[0], a[1]), true },
	"trimsuffix":    func(a []string) (string, bool) { return strings.TrimSuffix(a[0], a[1]), true },
	"replace":       func(a []string) (string, bool) { return strings.ReplaceAll(a[0], a[1], a[2]), true },
	"before":        func(a []string) (string, bool) { s, _, _ := strings.Cut(a[0], a[1]); return s, true },
	"after":         func(a []string) (string, bool) { _, s, _ := strings.Cut(a[0], a[1]); return s, true },
	"quote":         func(a []string) (string, bool) { return strconv.Quote(a[0]), true },
	"unquote":       func(a []string) (string, bool) { s, err := strconv.Unquote(a[0]); return s, err == nil },
	"pathbase":      func(a []string) (string, bool) { return path.Base(a[0]), true },
	"queryescape":   func(a []string) (string, bool) { return url.QueryEscape(a[0]), true },
	"queryunescape": func(a []string) (string, bool) { s, err := url.QueryUnescape(a[0]); return s, err == nil },
	"pathescape":    func(a []string) (string, bool) { return url.PathEscape(a[0]), true },
	"pathunescape":  func(a []string) (string, bool) { s, err := url.PathUnescape(a[0]); return s, err == nil },
	"base64":        func(a []string) (string, bool) { return base64.StdEncoding.EncodeToString([]byte(a[0])), true },
	"unbase64":      func(a []string) (string, bool) { return unbase64(a[0]) },
	"unbase32": func(a []string) (string, bool) {
		b, err := base32.StdEncoding.DecodeString(a[0])
		return string(b), err == nil
	},
	"hex":   func(a []string) (string, bool) { return hex.EncodeToString([]byte(a[0])), true },
	"unhex": func(a []string) (string, bool) { b, err := hex.DecodeString(a[0]); return string(b), err == nil },
}

// unbase64 decodes any of base64's alphabets, padded or not.
func unbase64(s string) (string, bool) {
	s = strings.NewReplacer("-", "+", "_", "/", "\n", "", "\r", "").Replace(s)
	b, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	return string(b), err == nil
}

// transparent operations leave a value from outside what it is.
var transparent = map[string]bool{
	"trimspace": true, "trim": true, "trimleft": true, "trimright": true, "trimprefix": true, "trimsuffix": true,
	"base64": true, "unbase64": true, "hex": true, "unhex": true, "queryunescape": true, "queryescape": true, "pathunescape": true, "pathescape": true, "unquote": true, "replace": true,
}

// text is a string operation of models.tsv on all combinations of its arguments.
func (c *call) text() {
	op := c.m.args[0]
	numbers := c.numbers(1)
	switch op {
	case "sprintf", "appendf":
		c.sprintf(op, numbers)
	case "concat", "pathjoin", "urljoin":
		c.concat(op, numbers)
	case "join", "joinall":
		c.join()
	case "expandenv":
		c.expandEnv()
	default:
		if strings.HasPrefix(op, "slice:") {
			c.unary(op, numbers)
			return
		}
		c.unary(op, numbers)
		if op == "before" {
			c.cut(numbers)
		}
	}
}

// unary applies an operation whose first argument is the string and whose others are constants.
func (c *call) unary(op string, numbers []int) {
	if len(numbers) == 0 {
		return
	}
	others := c.constants(numbers[1:])
	for k, v := range c.values(numbers[0]) {
		if k >= maxTexts {
			c.s.truncated = true
			return
		}
		c.applyOp(op, v, numbers[0], others, c.ret(0))
	}
}

func (c *call) applyOp(op string, v value, arg int, others [][]string, to int32) {
	in := c.s.infos[v]
	from := origin{node: c.node(arg), val: v, by: c.i, seq: c.s.nextSeq()}
	switch {
	case in.kind == signature, in.kind == fieldText:
		c.s.add(to, v, from)
	case in.kind == constText && len(others) > 0:
		for _, rest := range others {
			if s, ok := evalText(op, append([]string{in.text}, rest...)); ok && len(s) <= maxTextLen {
				c.s.add(to, c.s.constant(s, in.at), from)
			}
		}
	case in.kind == sourceText && transparent[op]:
		c.s.add(to, v, from)
	case in.isText():
		c.s.add(to, c.s.compound(partText, c.s.at(c.i), []value{v}), from)
	}
}

// evalText computes an operation; slices carry their bounds in the name.
func evalText(op string, args []string) (string, bool) {
	if bounds, ok := strings.CutPrefix(op, "slice:"); ok {
		lowText, highText, _ := strings.Cut(bounds, ":")
		low, high := 0, len(args[0])
		if lowText != "" {
			low, _ = strconv.Atoi(lowText)
		}
		if highText != "" {
			high, _ = strconv.Atoi(highText)
		}
		if low < 0 || low > high || high > len(args[0]) {
			return "", false
		}
		return args[0][low:high], true
	}
	f := textOps[op]
	if f == nil {
		return "", false
	}
	return f(args)
}

// constants are the combinations of constant values of arguments; none where one is not known.
func (c *call) constants(numbers []int) [][]string {
	combos := [][]string{nil}
	for _, k := range numbers {
		var next [][]string
		for _, v := range c.values(k) {
			if in := &c.s.infos[v]; in.kind == constText {
				for _, combo := range combos {
					if len(next) < maxTexts {
						next = append(next, append(combo[:len(combo):len(combo)], in.text))
					}
				}
			}
		}
		combos = next
	}
	return combos
}

// cut gives the second result of strings.Cut.
func (c *call) cut(numbers []int) {
	if to := c.ret(1); to != 0 && len(numbers) == 2 {
		others := c.constants(numbers[1:])
		for _, v := range c.values(numbers[0]) {
			c.applyOp("after", v, numbers[0], others, to)
		}
	}
}

// derive makes something of strings; of signatures and symbols it keeps what they are.
func (c *call) derive() {
	for _, k := range c.numbers(0) {
		for _, v := range c.values(k) {
			in := &c.s.infos[v]
			if !in.isText() {
				continue
			}
			from := origin{node: c.node(k), val: v, by: c.i, seq: c.s.nextSeq()}
			if in.kind == signature || in.kind == fieldText || in.kind == sourceText || in.kind == partText {
				c.s.add(c.ret(0), v, from)
				continue
			}
			c.s.add(c.ret(0), c.s.compound(partText, place{}, []value{v}), from)
		}
	}
}

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
	combos := [][]value{nil}
	for _, list := range choices {
		var next [][]value
		for _, combo := range combos {
			for _, v := range list {
				if len(next) >= maxTexts {
					break
				}
				next = append(next, append(combo[:len(combo):len(combo)], v))
			}
		}
		combos = next
	}
	for _, combo := range combos {
		v := s.concat(combo, sep, s.at(i))
		if v == 0 {
			continue
		}
		from := origin{by: i, seq: s.nextSeq()}
		for k, part := range combo {
			if s.interesting(part) && nodes[k] != 0 {
				from.node, from.val = nodes[k], part
				break
			}
		}
		s.add(dst, v, from)
	}
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
			return s.constant(in.text, at)
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

// decodeInto writes the result of an operation into the array or slice that is the first argument.
func (c *call) decodeInto() {
	others := [][]string{nil}
	for _, v := range c.values(c.arg(2)) {
		c.applyOp(c.m.args[0], v, c.arg(2), others, c.node(c.arg(1)))
	}
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
