package solve

import (
	"strings"
)

// source is a value from outside that an argument names.
func (c *call) source() {
	kind := c.m.args[0]
	to := c.target()
	if d := c.option("default"); d >= 0 {
		c.s.flow(c.node(d), to, c.i)
	}
	for _, v := range c.values(c.arg(1)) {
		c.named(kind, v, to)
	}
}

// target is where a source's value goes: the result, what the result points to, or what
// an argument points to.
func (c *call) target() int32 {
	if into := c.option("into"); into >= 0 {
		n := c.s.scratch(c.i)
		for _, v := range c.values(into) {
			if in := &c.s.infos[v]; in.kind == aReference {
				c.s.flow(n, in.node, c.i)
			}
		}
		return n
	}
	if c.flag("ptr") {
		n := c.s.scratch(c.i)
		c.put1(c.ret(0), c.s.reference(n))
		return n
	}
	return c.ret(0)
}

// named puts the source of a kind with a name. Environment variables that the program
// itself sets have those values too.
func (c *call) named(kind string, name value, to int32) {
	text, known := c.s.spell(name)
	switch {
	case !known:
		text = "unknown"
	case kind == "env":
		c.s.flow(c.s.field(c.s.environment0(), "[="+text), to, c.i)
		text = "env:" + text
	case kind == "flag" || kind == "file" || kind == "config":
		c.s.flags[text] = c.s.flags[text] || kind == "flag"
		text = kind + ":" + text
	default:
		text = "secret:" + kind + "/" + text
	}
	c.put1(to, c.s.source(text, c.s.at(c.i)))
}

// spell writes a term out as a name. Parts that come from outside appear as ${…}, except
// where they have such a part in their own name: a variable that is looked up until it
// no longer names another would have names without end.
func (s *Solver) spell(v value) (string, bool) {
	in := s.infos[v]
	switch in.kind {
	case constText:
		return strings.ReplaceAll(in.text, anyText, "*"), in.text != ""
	case sourceText:
		if strings.ContainsAny(in.text, "$*") {
			return "*", true
		}
		return "${" + in.text + "}", in.text != "unknown"
	case joinedText:
		var b strings.Builder
		any := false
		for _, p := range in.parts {
			t, ok := s.spell(p)
			if !ok {
				t = "*"
			}
			any = any || ok
			b.WriteString(t)
		}
		return b.String(), any
	}
	return "", false
}

// environment0 is the object of what the program puts into its own environment.
func (s *Solver) environment0() int32 {
	return s.newObject(valueKey{kind: anObject, text: "environment"}, object{act: -1})
}

func (c *call) setenv() {
	env := c.s.environment0()
	keys, _ := c.s.keysOf(c.node(c.arg(0)))
	for _, k := range keys {
		c.s.flow(c.node(c.arg(1)), c.s.field(env, "[="+k), c.i)
	}
}

func (c *call) environ() {
	obj := c.s.alloc(c.i, "", "environ")
	c.put1(c.s.field(obj, "[]"), c.s.unknown(c.s.at(c.i)))
	c.put1(c.ret(0), c.s.objects[obj].self)
}

func (c *call) expandEnv() {
	for _, v := range c.values(c.arg(1)) {
		in := c.s.infos[v]
		if in.kind == constText && strings.HasPrefix(in.text, "$") {
			c.named("env", c.s.constant(strings.Trim(in.text, "${}"), c.s.at(c.i)), c.ret(0))
		} else {
			c.put1(c.ret(0), v)
		}
	}
}

// embedded reads a file of an embed.FS.
func (c *call) embedded() {
	for _, v := range c.values(c.arg(0)) {
		name, _ := c.s.spell(v)
		for _, fsys := range c.objects(0) {
			c.s.flow(c.s.field(fsys, "[="+name), c.ret(0), c.i)
		}
		c.named("file", v, c.ret(0))
	}
}

// reader is a source that is read piece by piece.
func (c *call) reader() {
	obj := c.s.alloc(c.i, "", "reader")
	c.put1(c.ret(0), c.s.objects[obj].self)
	to := c.s.field(obj, "[]")
	if c.flag("source") {
		for _, v := range c.values(c.arg(2)) {
			c.named("file", v, to)
		}
		return
	}
	c.s.flow(c.node(c.arg(0)), to, c.i)
}

// getPart is a line or a word of what a reader yields.
func (c *call) getPart() {
	for _, obj := range c.containers(c.arg(0)) {
		n := c.s.field(obj, "[]")
		c.s.wait(n, c.i)
		for _, v := range c.s.nodes[n].vals {
			in := c.s.infos[v]
			if in.kind != constText {
				c.put1(c.ret(0), v)
				continue
			}
			for _, line := range pieces("lines", in.text, nil) {
				c.s.add(c.ret(0), c.s.constant(line, in.at), origin{node: n, val: v, by: c.i})
			}
		}
	}
}

// deepTexts are the constants in a node, in lists in it, and so on.
func (s *Solver) deepTexts(n int32, depth int) []value {
	var out []value
	for _, v := range s.nodes[n].vals {
		in := s.infos[v]
		switch {
		case in.kind == constText:
			out = append(out, v)
		case in.kind == anObject && depth > 0:
			for _, name := range s.objects[in.obj].order {
				if name != "[key" {
					out = append(out, s.deepTexts(s.objects[in.obj].fields[name], depth-1)...)
				}
			}
		}
	}
	return out
}

// secret asks a store for the secret that a field of a request names.
func (c *call) secret() {
	kind, field := c.m.args[0], c.m.args[2]
	for _, req := range c.objects(c.arg(1)) {
		n := c.s.field(req, field)
		c.s.wait(n, c.i)
		for _, v := range c.s.namesIn(n, c.i) {
			c.secretResult(kind, v)
		}
	}
}

// namesIn are the strings of a node, behind references and in lists.
func (s *Solver) namesIn(n int32, i inst) []value {
	var out []value
	for _, v := range s.nodes[n].vals {
		in := s.infos[v]
		switch {
		case in.kind == aReference:
			s.wait(in.node, i)
			out = append(out, s.namesIn(in.node, i)...)
		case in.isText():
			out = append(out, v)
		case in.kind == anObject:
			for _, name := range s.objects[in.obj].order {
				if isElement(name) {
					out = append(out, s.namesIn(s.objects[in.obj].fields[name], i)...)
				}
			}
		}
	}
	return out
}

func (c *call) secretNamed() {
	for _, v := range c.values(c.arg(1)) {
		c.secretResult(c.m.args[0], v)
	}
}

// secretResult is an answer all of whose parts are the secret.
func (c *call) secretResult(kind string, name value) {
	text, known := c.s.spell(name)
	if !known {
		text = "*"
	}
	obj := c.s.alloc(c.i, "", "secret "+text)
	if c.s.objects[obj].fill == nil {
		c.s.setFill(obj, &fill{kind: "secret", base: "secret:" + kind + "/" + text, at: c.s.at(c.i)})
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
}

// result is a map that a file gives.
func (c *call) result() {
	obj := c.s.alloc(c.i, "", "result")
	if c.s.objects[obj].fill == nil {
		c.s.setFill(obj, &fill{kind: c.m.args[0], at: c.s.at(c.i)})
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
}
