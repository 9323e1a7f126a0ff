package solve

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// fill says that code by reflection puts values into an object: from the environment by
// the tags of its fields, from a file by theirs, or from a constant document.
type fill struct {
	kind   string  // env, envconfig, config, env+config, kong, flags, secret
	base   string  // secret: the source that all parts are of
	prefix string  // of names
	path   string  // of keys in a file
	config *config // viper's, which has more ways to a key than the file
	doc    any     // the document, where its text is constant
	docAt  place
	at     place
}

// fill lets an argument be filled.
func (c *call) fill() {
	kind := c.m.args[0]
	prefix := ""
	if p := c.option("prefix"); p >= 0 {
		keys, _ := c.s.keysOf(c.node(p))
		if len(keys) > 0 {
			prefix = keys[0]
		}
	}
	if o := c.option("options"); o >= 0 {
		for _, obj := range c.objects(o) {
			keys, _ := c.s.keysOf(c.s.field(obj, "Prefix"))
			c.s.wait(c.s.field(obj, "Prefix"), c.i)
			if len(keys) > 0 {
				prefix = keys[0]
			}
		}
	}
	into := c.arg(1)
	if data := c.option("data"); data >= 0 {
		c.fillData(data, into)
		return
	}
	f := &fill{kind: kind, at: c.s.at(c.i)}
	if kind == "config" {
		f.path = prefix
	} else {
		f.prefix = prefix
	}
	c.fillAll(into, f)
	for _, a := range c.m.args {
		if method, ok := strings.CutPrefix(a, "calls="); ok {
			for _, obj := range c.containers(into) {
				c.callParts(obj, method, 4)
			}
		}
	}
}

// callParts calls a method of the structs in a struct: commands that are told apart by
// which of them is filled.
func (c *call) callParts(obj int32, method string, depth int) {
	t := c.s.prog.types[c.s.objects[obj].typ]
	if t == nil || depth == 0 {
		return
	}
	c.methodByName(c.s.constantNode(c.s.objects[obj].self), method)
	for k := range t.Fields {
		if c.s.prog.types[t.Fields[k].Type] != nil {
			n := c.s.field(obj, t.Fields[k].Name)
			c.s.wait(n, c.i)
			for _, v := range c.s.nodes[n].vals {
				if in := &c.s.infos[v]; in.kind == anObject {
					c.callParts(in.obj, method, depth-1)
				}
			}
		}
	}
}

// fillData fills from text: a constant document, a secret, a file.
func (c *call) fillData(data, into int) {
	f := &fill{kind: "config", at: c.s.at(c.i)}
	texts := c.values(data)
	for _, obj := range c.containers(data) {
		n := c.s.field(obj, "[]")
		c.s.wait(n, c.i)
		texts = append(texts, c.s.nodes[n].vals...)
	}
	for _, v := range texts {
		in := &c.s.infos[v]
		switch {
		case in.kind == constText:
			var doc any
			if json.Unmarshal([]byte(in.text), &doc) == nil {
				f.doc, f.docAt = doc, in.at
			}
		case in.kind == sourceText && (strings.HasPrefix(in.text, "secret:") || strings.HasPrefix(in.text, "env:")):
			f.base = in.text + "#"
		}
	}
	c.fillAll(into, f)
}

func (c *call) fillAll(into int, f *fill) {
	for _, obj := range c.containers(into) {
		if old := c.s.objects[obj].fill; old == nil || old.doc == nil && f.doc != nil || old.base == "" && f.base != "" {
			c.s.setFill(obj, f)
		} else if merged := old.with(f); merged != nil {
			c.s.setFill(obj, merged)
		}
	}
	for _, v := range c.values(into) {
		if in := c.s.infos[v]; in.kind == aReference {
			c.fillVariable(in.node, c.filledType(into), f)
		}
	}
}

// fillVariable fills what is neither a struct nor made yet: a string, or a list or a map,
// which the decoder makes.
func (c *call) fillVariable(n int32, typ string, f *fill) {
	list, dynamic := strings.HasPrefix(typ, "[]"), typ == "any" || typ == "interface{}"
	if list || dynamic {
		obj := c.s.alloc(c.i, typ, "filled")
		if c.s.objects[obj].fill == nil {
			c.s.setFill(obj, f)
		}
		c.put1(n, c.s.objects[obj].self)
	}
	if !list && f.base == "" && f.doc == nil {
		c.put1(n, c.s.source(f.name(""), f.at))
	}
}

// filledType is the type of an object that a decoder makes for an argument: "[]" and that of
// the elements for a list or a map.
func (c *call) filledType(k int) string {
	types, _ := signatureTypes(c.s.op(c.i).Sig)
	if k < 0 || k >= len(types) {
		return ""
	}
	return elementsOf(types[k])
}

func elementsOf(typ string) string {
	typ = strings.TrimLeft(typ, "*")
	if elem, ok := strings.CutPrefix(typ, "[]"); ok && elem != "byte" {
		return "[]" + elementsOf(elem)
	}
	if rest, ok := strings.CutPrefix(typ, "map["); ok {
		if _, elem, ok := strings.Cut(rest, "]"); ok {
			return "[]" + elementsOf(elem)
		}
	}
	return typ
}

// with is what comes of reading a file and the environment, one after the other; nil where
// that is nothing new.
func (f *fill) with(other *fill) *fill {
	env, file := f, other
	if f.kind == "config" {
		env, file = other, f
	}
	if !strings.HasPrefix(env.kind, "env") || strings.HasSuffix(env.kind, "config") && env.kind != "envconfig" || file.kind != "config" {
		return nil
	}
	both := *file
	both.kind, both.prefix = env.kind+"+config", env.prefix
	return &both
}

// fillResult makes an object of the result's type and fills it.
func (c *call) fillResult() {
	typ := strings.TrimPrefix(c.s.op(c.i).Ret, "-")
	obj := c.s.alloc(c.i, typ, "filled")
	if c.s.objects[obj].fill == nil {
		c.s.setFill(obj, &fill{kind: c.m.args[0], at: c.s.at(c.i)})
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
}

// setFill marks an object, and gives the fields that are known already their values.
func (s *Solver) setFill(obj int32, f *fill) {
	s.objects[obj].fill = f
	for k := 0; k < len(s.objects[obj].order); k++ {
		name := s.objects[obj].order[k]
		s.fillField(obj, name, s.objects[obj].fields[name])
		if v, ok := s.values[valueKey{kind: anObject, text: "part " + name, a: obj, b: -1}]; ok {
			part := s.infos[v].obj
			if old := s.objects[part].fill; old == nil || old.kind != f.kind {
				s.setFill(part, f.inner(s, s.objects[obj].typ, name))
			}
		}
	}
	if len(s.objects[obj].readers) > 0 {
		s.field(obj, filledElement)
	}
}

// fillField gives a field of a filled object its value.
func (s *Solver) fillField(obj int32, name string, n int32) {
	o := &s.objects[obj]
	f := o.fill
	if f.kind == "secret" {
		s.fillSecret(obj, name, n)
		return
	}
	field := s.fieldOf(o.typ, name)
	switch {
	case field == nil && name == "[]":
	case field == nil && isElement(name):
		inner := f.inner(s, "", name)
		if inner.path == "" && inner.doc == nil && inner.base == "" { // any variable, any key
			s.put(n, s.unknown(f.at), nowhere)
		} else {
			s.fillLeaf(n, inner, "", "", f.at)
		}
		s.put(n, s.objects[s.part(obj, name)].self, nowhere)
	case field == nil:
	case field.Type == "string":
		s.fillLeaf(n, f, field.Tag, field.Name, s.fieldPlace(o.typ, field))
	case field.Type == "*string":
		cell := s.newNodes(1)
		s.fillLeaf(cell, f, field.Tag, field.Name, s.fieldPlace(o.typ, field))
		s.put(n, s.reference(cell), nowhere)
	case strings.HasPrefix(field.Type, "[]"), s.prog.types[field.Type] != nil:
		s.put(n, s.objects[s.part(obj, name)].self, nowhere)
	}
}

// fillSecret lets every part of an answer be the secret, or a key in it.
func (s *Solver) fillSecret(obj int32, name string, n int32) {
	f := s.objects[obj].fill
	text := f.base
	if key, ok := strings.CutPrefix(name, "[="); ok && strings.Trim(key, "0123456789") != "" && key != "data" {
		text += "#" + key
	}
	cell := s.newNodes(1)
	s.put(cell, s.source(text, f.at), nowhere)
	if name != "*" {
		s.put(n, s.source(text, f.at), nowhere)
		s.put(n, s.objects[s.part(obj, name)].self, nowhere)
	}
}

// fieldPlace is where the tag of a field stands.
func (s *Solver) fieldPlace(typ string, f *ir.Field) place {
	return place{s.prog.types[typ].pkg, f.Pos}
}

// fillLeaf is the value of a string field or element.
func (s *Solver) fillLeaf(n int32, f *fill, tag, field string, tagAt place) {
	tags := reflect.StructTag(tag)
	defer s.putDefault(n, tags, tagAt)
	if f.doc != nil {
		if text, ok := f.lookup(keyOf(tags, field)); ok {
			s.put(n, s.constant(text, f.docAt), nowhere)
		}
		return
	}
	for _, name := range f.names(s, tags, field) {
		v := s.source(name, f.at)
		s.decoded[v] = true
		s.put(n, v, nowhere)
	}
}

// putDefault is the value that a field has where nothing is read.
func (s *Solver) putDefault(n int32, tags reflect.StructTag, at place) {
	if def := firstTag(tags, "envDefault", "default", "env-default"); def != "" {
		s.put(n, s.constant(def, at), nowhere)
	}
}

// fillDefault gives a field the default of its tag, whoever it is that reads tags.
func (s *Solver) fillDefault(n int32, f *ir.Field, typ string) {
	if strings.Contains(f.Tag, "efault") {
		s.putDefault(n, reflect.StructTag(f.Tag), s.fieldPlace(typ, f))
	}
}

// fillByTags takes an object that is given to code that is not known as filled by it,
// where its fields have tags for the environment or for files.
func (s *Solver) fillByTags(obj int32, i inst) {
	t := s.prog.types[s.objects[obj].typ]
	if t == nil || s.objects[obj].fill != nil || s.objects[obj].summary {
		return
	}
	for k := range t.Fields {
		tags := reflect.StructTag(t.Fields[k].Tag)
		if firstTag(tags, "env", "envconfig", "yaml", "toml", "mapstructure", "koanf") != "" {
			s.setFill(obj, &fill{kind: "env+config", at: s.at(i)})
			return
		}
	}
}

// inner is how the struct in a field is filled.
func (f *fill) inner(s *Solver, typ, name string) *fill {
	in := *f
	if f.kind == "secret" {
		return &in
	}
	key := strings.TrimPrefix(strings.TrimPrefix(name, "[="), filledElement)
	if field := s.fieldOf(typ, name); field != nil {
		tags := reflect.StructTag(field.Tag)
		key = keyOf(tags, field.Name)
		in.prefix += firstTag(tags, "envPrefix", "env-prefix")
		for opt := range strings.SplitSeq(tags.Get("env"), ",") {
			if p, ok := strings.CutPrefix(strings.TrimSpace(opt), "prefix="); ok {
				in.prefix += p
			}
		}
		if strings.HasPrefix(f.kind, "envconfig") && !field.Embedded {
			in.prefix = strings.Trim(in.prefix+"_"+field.Name, "_")
		}
		if field.Embedded && (strings.Contains(field.Tag, "inline") || strings.Contains(field.Tag, "squash") || tags.Get("yaml") == "" && tags.Get("json") == "") {
			key = ""
		}
	}
	in.path = joinPath(f.path, key)
	if f.doc != nil && key != "" {
		in.doc = member(f.doc, key)
		in.path = ""
	}
	return &in
}

// lookup finds a string in the constant document.
func (f *fill) lookup(key string) (string, bool) {
	text, ok := member(f.doc, key).(string)
	if !ok {
		text, ok = f.doc.(string)
	}
	return text, ok
}

// member is a member of a JSON object, whatever the case of its key.
func member(doc any, key string) any {
	m, ok := doc.(map[string]any)
	if !ok {
		if list, ok := doc.([]any); ok && len(list) > 0 {
			return list[0]
		}
		return nil
	}
	if v, ok := m[key]; ok {
		return v
	}
	for k, v := range m {
		if strings.EqualFold(k, key) {
			return v
		}
	}
	return nil
}
