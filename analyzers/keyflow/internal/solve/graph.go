package solve

// node is a place that holds values: a variable in an activation, a field of an object,
// a package variable.
type node struct {
	vals  []value
	from  []origin // of each value: how it first came here
	has   map[value]struct{}
	succ  []edge
	waits []inst
	done  int // how many of vals have been handed on
	busy  bool
}

// origin is where a value was before, as which value, and the op that moved it.
type origin struct {
	node int32 // 0 where the value began here
	val  value
	by   inst
	seq  int32 // of the edge: edges into a node are numbered in the order of the source text
}

type edge struct {
	to     int32
	by     inst
	seq    int32
	gather bool // only functions, and those in objects: see Solver.callables
}

// inst is an op in an activation.
type inst struct {
	act int32
	op  int32
}

var nowhere = inst{-1, -1}

// smallSet is up to where a list is searched rather than a map.
const smallSet = 12

func (n *node) contains(v value) bool {
	if n.has != nil {
		_, ok := n.has[v]
		return ok
	}
	for _, w := range n.vals {
		if w == v {
			return true
		}
	}
	return false
}

func (s *Solver) newNodes(n int) int32 {
	base := int32(len(s.nodes))
	s.nodes = append(s.nodes, make([]node, n)...)
	return base
}

// add puts a value into a node. maxValues bounds what a node may hold; more is an
// analysis that does not pay, and is said.
func (s *Solver) add(to int32, v value, from origin) {
	n := &s.nodes[to]
	if v == 0 || n.contains(v) {
		return
	}
	if s.tooMany(len(n.vals), v) {
		s.widen(to, v, from)
		return
	}
	if len(n.vals) >= maxValues {
		s.truncated = true
		return
	}
	s.work++
	n.vals = append(n.vals, v)
	n.from = append(n.from, from)
	if n.has != nil {
		n.has[v] = struct{}{}
	} else if len(n.vals) > smallSet {
		n.has = make(map[value]struct{}, 2*smallSet)
		for _, w := range n.vals {
			n.has[w] = struct{}{}
		}
	}
	if !n.busy {
		n.busy = true
		s.dirty = append(s.dirty, to)
	}
}

// put adds a value that begins at an op.
func (s *Solver) put(to int32, v value, by inst) {
	if to != 0 {
		s.add(to, v, origin{by: by, seq: s.nextSeq()})
	}
}

func (s *Solver) nextSeq() int32 {
	s.seq++
	return s.seq
}

// flow lets everything in one node also be in another.
func (s *Solver) flow(from, to int32, by inst) {
	if from == 0 || to == 0 || from == to {
		return
	}
	s.connect(from, edge{to: to, by: by})
}

func (s *Solver) connect(from int32, e edge) {
	key := uint64(from)<<32 | uint64(uint32(e.to))
	if _, ok := s.edges[key]; ok {
		return
	}
	s.edges[key] = struct{}{}
	e.seq = s.nextSeq()
	s.nodes[from].succ = append(s.nodes[from].succ, e)
	s.carry(from, e, s.nodes[from].vals[:s.nodes[from].done])
}

// carry passes values on along an edge.
func (s *Solver) carry(from int32, e edge, vals []value) {
	for _, v := range vals {
		o := origin{node: from, val: v, by: e.by, seq: e.seq}
		if e.gather {
			s.gather(v, e.to, o)
		} else {
			s.add(e.to, v, o)
		}
	}
}

// wait evaluates an op whenever a node gains a value.
func (s *Solver) wait(n int32, i inst) {
	k := waitKey{n, i}
	if _, ok := s.waiting[k]; ok || n == 0 || i == nowhere {
		return
	}
	s.waiting[k] = struct{}{}
	s.nodes[n].waits = append(s.nodes[n].waits, i)
}

type waitKey struct {
	node int32
	by   inst
}

func (s *Solver) schedule(i inst) {
	state := &s.acts[i.act].ops[i.op]
	if !state.queued {
		state.queued = true
		s.queue = append(s.queue, i)
	}
}

// run works until nothing changes or the budget is spent.
func (s *Solver) run() {
	for len(s.dirty) > 0 || len(s.queue) > 0 {
		if s.steps++; s.steps > s.budget || s.work > s.mostWork || len(s.nodes) > maxNodes || s.exhausted {
			s.exhausted = true
			return
		}
		if len(s.dirty) > 0 {
			n := s.dirty[0]
			s.dirty = s.dirty[1:]
			s.handOn(n)
			continue
		}
		i := s.queue[0]
		s.queue = s.queue[1:]
		s.acts[i.act].ops[i.op].queued = false
		s.eval(i)
	}
}

// handOn passes a node's new values to its successors and wakes the ops that wait for it.
func (s *Solver) handOn(id int32) {
	n := &s.nodes[id]
	n.busy = false
	fresh := n.vals[n.done:]
	n.done = len(n.vals)
	for _, e := range n.succ {
		s.carry(id, e, fresh)
	}
	for _, i := range s.nodes[id].waits {
		s.schedule(i)
	}
}
