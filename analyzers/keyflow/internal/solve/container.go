package solve

import (
	"reflect"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// told is what a container for dependency injection is told, kept in an object until it
// arrives there: what is provided, supplied or invoked, and notes on that.
type told struct {
	verb  string
	args  []int32  // nodes
	types []string // of the arguments, as the call has them
	tag   string   // name that the call gives to what it says
}

// notes are what is said of one function or value: the types as which it is handed out,
// and the names and groups of what it takes and makes. Lists are joined with NUL.
type notes struct{ as, params, results, every string }

// container is a call of a library for dependency injection. What comes of it is in wiring.go.
func (c *call) container() {
	switch verb := c.m.args[0]; verb {
	case "new":
		obj := c.s.alloc(c.i, strings.TrimPrefix(c.s.op(c.i).Ret, "-"), "container")
		c.put1(c.ret(0), c.s.objects[obj].self)
		c.hear(obj, c.tell(verb))
	case "get":
		if _, results := signatureTypes(c.s.op(c.i).Sig); len(results) > 0 {
			for _, obj := range c.containing() {
				c.s.flow(c.wiring(obj).wanted(c.s, want{results[0], c.givenName(), c.flag("as")}), c.ret(0), c.i)
				c.s.wire(obj)
			}
		}
	case "struct":
		made := c.s.alloc(c.i, strings.TrimPrefix(c.s.op(c.i).Ret, "-"), "injected")
		c.put1(c.ret(0), c.s.objects[made].self)
		c.injectFields(made)
	case "fields":
		for _, obj := range c.objects(c.arg(1)) {
			c.injectFields(obj)
		}
	default:
		part := c.tell(verb)
		c.put1(c.ret(0), c.s.objects[part].self)
		for _, obj := range c.containing() {
			c.hear(obj, part)
		}
	}
}

// injectFields gives the fields of a struct that have a container's tag what is wanted for them.
func (c *call) injectFields(obj int32) {
	t := c.s.prog.types[c.s.objects[obj].typ]
	if t == nil {
		return
	}
	for _, in := range c.containing() {
		for k := range t.Fields {
			f := &t.Fields[k]
			if name, ok := injectedAs(f); ok && f.Exact != "" {
				c.s.feed(c.wiring(in), c.s.field(obj, f.Name), f.Exact, f.Type, name)
			}
		}
		c.s.wire(in)
	}
}

// injectedAs is the name that the tag of a field asks for, in the ways of samber/do and of
// golobby/container; "" where it is the type alone.
func injectedAs(f *ir.Field) (string, bool) {
	tag := reflect.StructTag(f.Tag)
	if how, ok := tag.Lookup("container"); ok {
		if how == "name" {
			return "name:" + f.Name, true
		}
		return "", true
	}
	name, ok := tag.Lookup("do")
	if name != "" {
		name = "name:" + name
	}
	return name, ok
}

// tell makes an object of what a call says.
func (c *call) tell(verb string) int32 {
	obj := c.s.alloc(c.i, "", "told "+verb)
	types, _ := signatureTypes(c.s.op(c.i).Sig)
	t := &told{verb: verb, tag: c.givenName()}
	for _, k := range c.numbers(1) {
		t.args = append(t.args, c.node(k))
		typ := ""
		if k < len(types) {
			typ = types[k]
		}
		t.types = append(t.types, typ)
	}
	c.s.told[obj] = t
	return obj
}

// givenName is the name under which a call provides or asks for something.
func (c *call) givenName() string {
	n := c.option("name")
	if n < 0 {
		return ""
	}
	keys, _ := c.s.keysOf(c.node(n))
	return "name:" + strings.Join(keys, "|")
}

// containing are the containers that a call speaks to: its receiver, or the one that a
// library has for all. None where it only makes a part for one.
func (c *call) containing() []int32 {
	on := c.option("on")
	if on < 0 && !c.flag("default") {
		return nil
	}
	if objs := c.objects(on); on >= 0 && len(objs) > 0 {
		return objs
	}
	return []int32{c.s.newObject(valueKey{kind: anObject, text: "container " + c.m.path}, object{act: -1})}
}

// hear lets a container have a part, and acts on what it knows then.
func (c *call) hear(obj, part int32) {
	w := c.wiring(obj)
	w.parts = appendNew(w.parts, part)
	c.s.wire(obj)
}

func appendNew(list []int32, n int32) []int32 {
	for _, m := range list {
		if m == n {
			return list
		}
	}
	return append(list, n)
}

// note adds to the notes what a part of its kind says.
func (n notes) note(s *Solver, t *told) notes {
	switch texts := s.toldTexts(t); t.verb {
	case "as":
		for _, typ := range t.types {
			n.as = join(n.as, strings.TrimPrefix(typ, "*"))
		}
	case "params":
		n.params = tags(texts)
	case "results":
		n.results = tags(texts)
	case "name", "group":
		if len(texts) > 0 {
			n.every = t.verb + ":" + texts[0]
		}
	}
	return n
}

// toldTexts are the constants that a part was given, one an argument.
func (s *Solver) toldTexts(t *told) []string {
	var out []string
	for _, n := range t.args {
		keys, _ := s.keysOf(n)
		out = append(out, strings.Join(keys, "|"))
	}
	return out
}

func join(list, s string) string {
	if list == "" {
		return s
	}
	return list + "\x00" + s
}

func tags(texts []string) string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = tagOf(t)
	}
	return strings.Join(out, "\x00")
}

// tagOf is the name or the group that a tag gives.
func tagOf(text string) string {
	tag := reflect.StructTag(text)
	if name := tag.Get("name"); name != "" {
		return "name:" + name
	}
	if group, _, _ := strings.Cut(tag.Get("group"), ","); group != "" {
		return "group:" + group
	}
	return ""
}

// signatureTypes takes the text of a signature apart.
func signatureTypes(text string) (params, results []string) {
	params, rest := tuple(text)
	results, _ = tuple(rest)
	return params, results
}

// takesApart tells whether the container goes by the fields of a struct, as what it embeds says.
func (s *Solver) takesApart(symbol, marker string) *typ {
	t := s.prog.types[symbol]
	if t == nil {
		return nil
	}
	for k := range t.Fields {
		if f := &t.Fields[k]; f.Embedded && f.Name == marker && f.Exact != "" {
			return t
		}
	}
	return nil
}

// described are the fields of such a struct that the container deals with.
func described(t *typ, marker string) []*ir.Field {
	var out []*ir.Field
	for k := range t.Fields {
		if f := &t.Fields[k]; f.Exact != "" && (!f.Embedded || f.Name != marker) {
			out = append(out, f)
		}
	}
	return out
}
