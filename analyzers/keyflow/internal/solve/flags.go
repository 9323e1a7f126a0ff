package solve

import "strings"

// flagVar registers a value that parses itself; what it holds comes from the flag.
func (c *call) flagVar() {
	for _, v := range c.values(0) {
		if in := &c.s.infos[v]; in.kind == aReference {
			for _, name := range c.values(1) {
				c.named("flag", name, in.node)
			}
		}
	}
}

// flagFunc registers a function that is called with what a flag is given.
func (c *call) flagFunc() {
	n := c.s.scratch(c.i)
	for _, name := range c.values(c.arg(0)) {
		c.named("flag", name, n)
	}
	for k := 0; k < len(c.values(c.arg(1))); k++ {
		c.s.callNodes(c.i, c.values(c.arg(1))[k], n)
	}
}

// flagRef is a flag that is declared in a chain of calls or looked up by its name.
func (c *call) flagRef() {
	obj := c.s.alloc(c.i, "github.com/spf13/pflag.Flag", "flag")
	c.s.flow(c.node(c.arg(0)), c.s.field(obj, "Name"), c.i)
	for _, name := range c.values(c.arg(0)) {
		c.named("flag", name, c.s.field(obj, "Value"))
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
}

// flagEnv names the variable of a flag in a chain of calls.
func (c *call) flagEnv() {
	for _, obj := range c.objects(0) {
		c.s.flow(c.node(c.arg(0)), c.s.field(obj, "EnvVar"), c.i)
		c.put1(c.ret(0), c.s.objects[obj].self)
	}
}

// flagOf ends such a chain: it gives a pointer to the value, or is given one.
func (c *call) flagOf() {
	c.s.late[c.i] = true
	to := c.target()
	for _, obj := range c.objects(0) {
		if whole := c.s.objects[obj].whole; whole > 0 { // the method is of something embedded
			obj = whole - 1
		}
		c.s.flow(c.s.field(obj, "Value"), to, c.i)
		c.declaredFlag(obj, to)
	}
	if len(c.objects(0)) == 0 {
		c.put1(to, c.s.unknown(c.s.at(c.i)))
	}
}

// flagValue asks for a flag by its name. Declarations of it may name variables of the
// environment and a default.
func (c *call) flagValue() {
	c.s.late[c.i] = true
	for _, v := range c.values(c.arg(0)) {
		name, ok := c.s.spell(v)
		c.named("flag", v, c.ret(0)) // what is given on the command line wins
		if ok {
			for _, obj := range c.s.flagObjects(name) {
				c.declaredFlag(obj, c.ret(0))
			}
		}
	}
}

// isFlag holds for the flags of urfave/cli that are strings.
func isFlag(typ string) bool {
	return strings.HasSuffix(typ, ".StringFlag") || strings.HasSuffix(typ, "cli/v3.FlagBase")
}

// flagObjects are the declarations of a flag in the style of urfave/cli.
func (s *Solver) flagObjects(name string) []int32 {
	var out []int32
	for id := range s.objects {
		o := &s.objects[id]
		if !isFlag(o.typ) {
			continue
		}
		if n, ok := o.fields["Name"]; ok && s.longName(n) == name {
			out = append(out, int32(id))
		}
	}
	return out
}

// longName is the first of the names that a flag has.
func (s *Solver) longName(n int32) string {
	for _, v := range s.nodes[n].vals {
		if s.infos[v].kind == constText {
			long, _, _ := strings.Cut(s.infos[v].text, ",")
			return strings.TrimSpace(long)
		}
	}
	return ""
}

func (c *call) declaredFlag(obj, to int32) {
	for _, field := range []string{"EnvVars", "EnvVar", "Sources"} {
		n, ok := c.s.objects[obj].fields[field]
		if !ok {
			continue
		}
		for _, v := range c.s.deepTexts(n, 3) {
			for name := range strings.SplitSeq(c.s.infos[v].text, ",") {
				c.named("env", c.s.constant(strings.TrimSpace(name), c.s.infos[v].at), to)
			}
		}
	}
	if n, ok := c.s.objects[obj].fields["Value"]; ok {
		c.s.flow(n, to, c.i)
	}
}

// fillDestinations gives the variables that flags of urfave/cli are parsed into their values.
func (s *Solver) fillDestinations() {
	for id := range s.objects {
		n, ok := s.objects[id].fields["Destination"]
		if !ok || !isFlag(s.objects[id].typ) {
			continue
		}
		for k, v := range s.nodes[n].vals {
			if s.infos[v].kind != aReference {
				continue
			}
			c := &call{s: s, i: s.nodes[n].from[k].by}
			if name := s.longName(s.field(int32(id), "Name")); name != "" {
				c.named("flag", s.constant(name, s.at(c.i)), s.infos[v].node)
			}
			c.declaredFlag(int32(id), s.infos[v].node)
		}
	}
}

// flagged is a string that begins with another: an argument of the command that does is a flag.
func (c *call) flagged() {
	for _, v := range c.values(0) {
		if !c.argument(v, c.node(1), c.ret(0)) {
			c.put1(c.ret(0), v)
		}
	}
}

// argument puts the flags that an argument of the command may be, if it is one and begins
// with a name that is known.
func (c *call) argument(v value, names, to int32) bool {
	if v != c.s.unknown(place{}) {
		return false
	}
	found := false
	for _, n := range c.s.nodes[names].vals {
		if name, ok := c.s.spell(n); ok && strings.HasPrefix(name, "-") {
			c.named("flag", c.s.constant(strings.Trim(name, "-="), c.s.infos[n].at), to)
			found = true
		}
	}
	return found
}
