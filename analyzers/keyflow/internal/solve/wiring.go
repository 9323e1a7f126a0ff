package solve

import "strings"

// wiring is what a container knows: what makes values, and who wants them. The two meet by
// type, as text, and by name or group where they have one. A maker is called only when
// something that it makes is wanted, as the libraries do it.
type wiring struct {
	home   inst // the op that looks at everything again when something changes
	lib    string
	self   value
	parts  []int32
	makers []maker
	wants  []want
	nodes  map[want]int32
}

// want is what a function that the container calls takes, or what it is asked for. Where
// anything will do that has the methods of the type, those are not looked at: what lacks
// them is not called.
type want struct {
	typ, tag string
	any      bool
}

// maker is a function whose results the container hands out, or a value that it was given.
type maker struct {
	fn    value // 0 for a value
	node  int32 // of a value
	typ   string
	notes notes
}

func (c *call) wiring(obj int32) *wiring {
	w := c.s.wirings[obj]
	if w == nil {
		w = &wiring{home: c.i, lib: c.m.path, self: c.s.objects[obj].self, nodes: make(map[want]int32)}
		c.s.wirings[obj] = w
	}
	return w
}

// wanted is the node of what is wanted. What is of the library itself is the container.
func (w *wiring) wanted(s *Solver, what want) int32 {
	n, ok := w.nodes[what]
	if !ok {
		n = s.newNodes(1)
		w.nodes[what] = n
		w.wants = append(w.wants, what)
		if path, _ := splitSymbol(strings.TrimPrefix(what.typ, "*")); path == w.lib || strings.HasSuffix(path, "/"+w.lib) {
			s.put(n, w.self, w.home)
		}
	}
	return n
}

// wire calls what is to be called, and lets what is wanted be what is made.
func (s *Solver) wire(obj int32) {
	w := s.wirings[obj]
	for _, part := range w.parts {
		s.tellAgain(w, s.told[part], notes{}, "")
	}
	for k := 0; k < len(w.wants); k++ { // more are wanted as makers are called
		for m := range w.makers {
			s.meet(w, w.wants[k], w.makers[m])
		}
	}
}

// tellAgain goes through a part and those in it, for a verb that an outer one has.
func (s *Solver) tellAgain(w *wiring, t *told, n notes, verb string) {
	if t.verb != "parts" && t.verb != "new" && t.verb != "annotate" {
		verb = t.verb
	}
	if t.tag != "" {
		n.every = t.tag
	}
	for _, arg := range t.args {
		for _, v := range s.vals(w, arg) {
			if note := s.told[s.objectOf(v)]; note != nil {
				n = n.note(s, note)
			}
		}
	}
	for k, arg := range t.args {
		if t.verb == "annotate" && k > 0 {
			break
		}
		s.arrived(w, arg, t.types[k], n, verb)
	}
}

func (s *Solver) vals(w *wiring, n int32) []value {
	s.wait(n, w.home)
	return s.nodes[n].vals
}

// objectOf is the object that a value is; 0, which none of these is, for other values.
func (s *Solver) objectOf(v value) int32 {
	if in := &s.infos[v]; in.kind == anObject {
		return in.obj
	}
	return -1
}

// arrived deals with what a part holds: other parts, lists of such, functions and values.
func (s *Solver) arrived(w *wiring, n int32, typ string, said notes, verb string) {
	if verb == "supply" {
		if n = s.plain(w, n, &typ, &said); n != 0 {
			w.add(maker{node: n, typ: typ, notes: said})
		}
		return
	}
	for k := 0; k < len(s.vals(w, n)); k++ {
		v := s.nodes[n].vals[k]
		obj := s.objectOf(v)
		switch {
		case s.told[obj] != nil:
			if isPart(s.told[obj].verb) {
				s.tellAgain(w, s.told[obj], said, verb)
			}
		case s.infos[v].kind == aReference && verb == "populate":
			s.flow(w.wanted(s, want{typ: strings.TrimPrefix(typ, "*"), tag: said.every}), s.infos[v].node, w.home)
		case obj >= 0 && strings.HasSuffix(s.objects[obj].typ, "fx.Annotated"):
			said.every = s.annotated(w, obj)
			s.arrived(w, s.field(obj, "Target"), "", said, verb)
		case obj >= 0:
			for x := 0; x < len(s.objects[obj].order); x++ {
				if name := s.objects[obj].order[x]; isElement(name) || name == "*" {
					s.arrived(w, s.objects[obj].fields[name], "", said, verb)
				}
			}
		case verb == "provide":
			w.add(maker{fn: v, notes: said})
		case verb == "invoke" || verb == "": // a package of do is a function
			s.inject(w, v, said)
		}
	}
}

// plain is the node of a value that was given, without the notes around it.
func (s *Solver) plain(w *wiring, n int32, typ *string, said *notes) int32 {
	for _, v := range s.vals(w, n) {
		t := s.told[s.objectOf(v)]
		switch {
		case t == nil:
		case t.verb == "annotate":
			for _, arg := range t.args[1:] {
				for _, v := range s.vals(w, arg) {
					if note := s.told[s.objectOf(v)]; note != nil {
						*said = said.note(s, note)
					}
				}
			}
			*typ = t.types[0]
			return t.args[0]
		default:
			return 0 // a note
		}
	}
	return n
}

// annotated is the name or the group of an fx.Annotated.
func (s *Solver) annotated(w *wiring, obj int32) string {
	for field, kind := range map[string]string{"Name": "name:", "Group": "group:"} {
		n := s.field(obj, field)
		s.wait(n, w.home)
		if keys, _ := s.keysOf(n); len(keys) > 0 {
			return kind + keys[0]
		}
	}
	return ""
}

func isPart(verb string) bool {
	switch verb {
	case "as", "params", "results", "name", "group":
		return false
	}
	return true
}

func (w *wiring) add(m maker) {
	for _, old := range w.makers {
		if old == m {
			return
		}
	}
	w.makers = append(w.makers, m)
}

// meet gives what is wanted what a maker makes of its type.
func (s *Solver) meet(w *wiring, what want, m maker) {
	to := w.nodes[what]
	if m.fn == 0 {
		if what.any && s.hasMethods(m.typ) || what == (want{typ: m.typ, tag: m.tag(0)}) || what.tag == m.tag(0) && m.as(what.typ) {
			s.flow(m.node, to, w.home)
		}
		return
	}
	_, results := signatureTypes(s.sigs[m.fn])
	for r, typ := range results {
		if out := s.takesApart(strings.TrimPrefix(typ, "*"), "Out"); out != nil {
			s.meetFields(w, what, m, r, out)
			continue
		}
		own := m.notes.as == "" || m.as("any")
		exact := what.tag == m.tag(r) && (own && what.typ == typ || m.as(what.typ))
		if !exact && !(what.any && s.hasMethods(typ)) {
			continue
		}
		for _, act := range s.inject(w, m.fn, m.notes) {
			if f := s.acts[act].fn; r < len(f.Results) {
				s.flow(s.node(act, f.Results[r]), to, w.home)
			}
		}
	}
}

// hasMethods tells whether something of a type may have methods. What has neither fields nor
// methods is not listed, nor are interfaces, which pointers are not to.
func (s *Solver) hasMethods(typ string) bool {
	base, pointer := strings.CutPrefix(typ, "*")
	if t := s.prog.types[base]; t != nil {
		return len(t.Methods) > 0
	}
	return strings.Contains(base, ".") && !(pointer && s.prog.has(base))
}

// meetFields is meet for a struct that the container takes apart.
func (s *Solver) meetFields(w *wiring, what want, m maker, r int, out *typ) {
	for _, field := range described(out, "Out") {
		if what != (want{typ: field.Exact, tag: tagOf(field.Tag)}) {
			continue
		}
		for _, act := range s.inject(w, m.fn, m.notes) {
			f := s.acts[act].fn
			if r >= len(f.Results) {
				continue
			}
			n := s.node(act, f.Results[r])
			for k := 0; k < len(s.vals(w, n)); k++ {
				if obj := s.objectOf(s.nodes[n].vals[k]); obj >= 0 {
					s.flow(s.field(obj, field.Name), w.nodes[what], w.home)
				}
			}
		}
	}
}

// tag is the name or the group of a result.
func (m maker) tag(r int) string {
	if tags := strings.Split(m.notes.results, "\x00"); r < len(tags) && tags[r] != "" {
		return tags[r]
	}
	return m.notes.every
}

// as tells whether a result is handed out as a type.
func (m maker) as(typ string) bool {
	for t := range strings.SplitSeq(m.notes.as, "\x00") {
		if t == typ {
			return true
		}
	}
	return false
}

// inject calls a function with what it wants, and returns its activations.
func (s *Solver) inject(w *wiring, v value, said notes) []int32 {
	in := s.infos[v]
	f := s.prog.funcs[in.text]
	s.callUnknown(w.home, v)
	if f == nil || in.byKey {
		return nil
	}
	params := f.Params
	first := 0
	if in.kind == aMethod {
		first = 1
	}
	types, _ := signatureTypes(s.sigs[v])
	tags := strings.Split(said.params, "\x00")
	var out []int32
	for k := 0; k < len(s.acts[w.home.act].calls); k++ {
		act := s.acts[w.home.act].calls[k]
		if s.acts[act].fn != f {
			continue
		}
		out = append(out, act)
		for p := range types {
			if first+p >= len(params) {
				break
			}
			tag := ""
			if p < len(tags) {
				tag = tags[p]
			}
			s.feed(w, s.node(act, params[first+p]), types[p], f.Types[first+p], tag)
		}
	}
	return out
}

// feed gives a parameter or a field what is wanted for it.
func (s *Solver) feed(w *wiring, to int32, typ, symbol, tag string) {
	if in := s.takesApart(symbol, "In"); in != nil {
		obj := s.alloc(w.home, symbol, "in "+symbol)
		s.put(to, s.objects[obj].self, w.home)
		for _, field := range described(in, "In") {
			s.feed(w, s.field(obj, field.Name), field.Exact, field.Type, tagOf(field.Tag))
		}
		return
	}
	if elem, ok := strings.CutPrefix(typ, "[]"); ok && strings.HasPrefix(tag, "group:") {
		list := s.alloc(w.home, "", "group "+tag+" "+elem)
		s.flow(w.wanted(s, want{typ: elem, tag: tag}), s.field(list, "[]"), w.home)
		s.put(to, s.objects[list].self, w.home)
		return
	}
	s.flow(w.wanted(s, want{typ: typ, tag: tag}), to, w.home)
}
