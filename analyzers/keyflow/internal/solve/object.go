package solve

import "strings"

// newObject makes an object; two allocations with one key are one object.
func (s *Solver) newObject(key valueKey, o object) int32 {
	if v, ok := s.values[key]; ok {
		return s.infos[v].obj
	}
	id := int32(len(s.objects))
	o.self = s.intern(key, info{kind: anObject, obj: id})
	o.fields = make(map[string]int32)
	s.objects = append(s.objects, o)
	s.adopt(id)
	return id
}

// adopt files an object under its type. In an open world the summary of the type has all
// that any object of it has.
func (s *Solver) adopt(id int32) {
	o := &s.objects[id]
	if o.typ == "" {
		return
	}
	s.byType[o.typ] = append(s.byType[o.typ], id)
	if s.open && !o.summary && s.prog.types[o.typ] != nil {
		s.inherit(s.summary(o.typ), id)
	}
}

// alloc is the object that an op makes in an activation. Its key has the context, not the
// activation, so that closures share what their function allocates.
func (s *Solver) alloc(i inst, typ string, tag string) int32 {
	ctx := s.acts[i.act].ctx
	level := s.level(ctx)
	if level > maxLevel {
		ctx = 0
	}
	key := valueKey{kind: anObject, text: tag, a: s.siteID(i), b: ctx}
	return s.newObject(key, object{typ: typ, ctx: ctx, act: i.act, level: level})
}

// maxLevel bounds how far objects are told apart by the object whose method made them, and
// that by its own: recursive structures have no end of those.
const maxLevel = 3

// level counts the makers of what is made in a context.
func (s *Solver) level(ctx int32) int {
	level := 0
	for _, obj := range []int32{s.ctxs[ctx].self, s.ctxs[ctx].outer} {
		if obj > 0 {
			level = max(level, s.objects[obj-1].level+1)
		}
	}
	return level
}

// summary is the object that stands for every object of a type.
func (s *Solver) summary(typ string) int32 {
	if id, ok := s.sums[typ]; ok {
		return id
	}
	id := s.newObject(valueKey{kind: anObject, text: "summary " + typ}, object{typ: typ, act: -1, summary: true, opaque: true})
	s.sums[typ] = id
	for _, other := range s.byType[typ] {
		if other != id && s.open {
			s.inherit(id, other)
		}
	}
	return id
}

// field is the node of an object's field.
func (s *Solver) field(obj int32, name string) int32 {
	if n, ok := s.objects[obj].fields[name]; ok {
		return n
	}
	n := s.newNodes(1)
	o := &s.objects[obj]
	o.fields[name] = n
	o.order = append(o.order, name)
	for _, heir := range o.heirs {
		s.flow(n, s.field(heir, name), nowhere)
	}
	if isElement(name) {
		for _, r := range s.objects[obj].readers {
			s.flow(n, r, nowhere)
		}
	}
	s.gatherField(obj, name)
	s.populate(obj, name, n)
	return n
}

// isElement holds for elements of slices and maps, not for the set of a map's keys.
func isElement(name string) bool {
	return name == "[]" || name == filledElement || strings.HasPrefix(name, "[=")
}

// filledElement is the element of an unknown key in what is filled from outside. It is not
// in [] because what is under a known key there has a name of its own.
const filledElement = "[*]"

// populate gives a new field what code that is not known puts there: the part of an
// inline struct, a symbol in an open world, what was read from a file.
func (s *Solver) populate(obj int32, name string, n int32) {
	o := &s.objects[obj]
	if o.summary && s.open {
		if f := s.fieldOf(o.typ, name); f != nil && f.Type == "string" {
			s.put(n, s.fieldValue(o.typ+"."+name), nowhere)
		}
	}
	if o.fill != nil {
		s.fillField(obj, name, n)
	} else if f := s.fieldOf(o.typ, name); f != nil && f.Type == "string" {
		s.fillDefault(n, f, o.typ)
	}
}

// inherit lets heir have all fields of an object, those to come included.
func (s *Solver) inherit(heir, obj int32) {
	if heir == obj {
		return
	}
	for _, h := range s.objects[obj].heirs {
		if h == heir {
			return
		}
	}
	s.objects[obj].heirs = append(s.objects[obj].heirs, heir)
	for _, name := range s.objects[obj].order {
		s.flow(s.objects[obj].fields[name], s.field(heir, name), nowhere)
	}
	if f := s.objects[obj].fill; f != nil && s.objects[heir].fill == nil {
		s.setFill(heir, f)
	}
}

// element reads an element of unknown key into a node.
func (s *Solver) elements(obj, to int32) {
	for _, r := range s.objects[obj].readers {
		if r == to {
			return
		}
	}
	s.objects[obj].readers = append(s.objects[obj].readers, to)
	for _, name := range s.objects[obj].order {
		if isElement(name) {
			s.flow(s.objects[obj].fields[name], to, nowhere)
		}
	}
	if s.objects[obj].fill != nil {
		s.field(obj, filledElement)
	}
}

// part is the struct that a field holds by value.
func (s *Solver) part(obj int32, name string) int32 {
	o := &s.objects[obj]
	if o.depth >= maxNesting {
		return obj
	}
	typ := ""
	if f := s.fieldOf(o.typ, name); f != nil {
		typ = f.Type
	} else if elem, ok := strings.CutPrefix(o.typ, "[]"); ok && isElement(name) && elem != "string" {
		typ = elem
	}
	key := valueKey{kind: anObject, text: "part " + name, a: obj, b: -1}
	if v, ok := s.values[key]; ok {
		return s.infos[v].obj
	}
	if typ == "" && !s.tellsApart(obj) {
		return obj
	}
	id := s.newObject(key, object{typ: typ, ctx: o.ctx, act: o.act, depth: o.depth + 1, whole: obj + 1, opaque: o.opaque})
	if f := s.objects[obj].fill; f != nil {
		s.setFill(id, f.inner(s, s.objects[obj].typ, name))
	}
	return id
}

// maxLoose bounds the parts without a type that are told apart in one object. A loop that
// goes down a document by the keys of a list finds every key below every other.
const maxLoose = 64

// tellsApart counts one more part without a type in the object around it.
func (s *Solver) tellsApart(obj int32) bool {
	for s.objects[obj].whole > 0 {
		obj = s.objects[obj].whole - 1
	}
	s.objects[obj].loose++
	return s.objects[obj].loose <= maxLoose
}
