package solve

// callables is the node of the functions in a box, a map or a slice, and in what is in
// those; 0 for a struct, whose fields code that is not known does not call. One node an
// object serves all who ask, so that a graph with many ways through it is gathered once.
func (s *Solver) callables(obj int32) int32 {
	o := &s.objects[obj]
	if _, boxed := o.fields["*"]; !boxed && s.prog.types[o.typ] != nil {
		return 0
	}
	if o.callables == 0 {
		n := s.newNodes(1)
		s.objects[obj].callables = n
		for k := 0; k < len(s.objects[obj].order); k++ {
			s.gatherField(obj, s.objects[obj].order[k])
		}
	}
	return s.objects[obj].callables
}

// gatherField adds what is in a field of an object whose functions were asked for.
func (s *Solver) gatherField(obj int32, name string) {
	o := &s.objects[obj]
	if o.callables == 0 || name != "*" && (s.prog.types[o.typ] != nil || !isElement(name)) {
		return
	}
	s.connect(o.fields[name], edge{to: o.callables, by: nowhere, gather: true})
}

// gather takes functions as they are, and of objects those that are in them.
func (s *Solver) gather(v value, to int32, from origin) {
	switch in := &s.infos[v]; in.kind {
	case aFunction, aMethod:
		s.add(to, v, from)
	case anObject:
		s.flow(s.callables(in.obj), to, from.by)
	}
}
