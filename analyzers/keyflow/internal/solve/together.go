package solve

import (
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Bounds of how far a name and its value are followed back to where they are together.
const (
	maxTogether = 3  // calls
	maxInner    = 8  // fields and elements
	maxPassing  = 64 // callers of one function
)

// together is a question: what does a variable hold where another one holds a name?
type together struct {
	s    *Solver
	i    inst // that asks, and is asked again when more is known
	name string
}

// valuesOf are the nodes of what a variable may hold where another one holds a name: what
// a loop over a map finds under that name, what the struct has that has the name.
func (s *Solver) valuesOf(i inst, name string, key, val ir.Var) []int32 {
	q := &together{s, i, name}
	if nodes := q.held(i.act, key, val, maxTogether); len(nodes) > 0 {
		return slices.DeleteFunc(nodes, func(n int32) bool { return n == nowhereNode })
	}
	return []int32{s.node(i.act, val)}
}

// nowhereNode holds nothing. It is the answer where the variables are together and what
// they hold is not known.
const nowhereNode = 0

// held is empty where nothing ties the variables of an activation to each other.
func (q *together) held(act int32, key, val ir.Var, depth int) []int32 {
	f := q.s.acts[act].fn
	key, val = f.origin(key), f.origin(val)
	if k, v := f.parameter(key), f.parameter(val); k >= 0 && v >= 0 {
		return q.passed(act, k, v, depth)
	}
	var inner []*ir.Op // from the value out to what it shares with the key
	for at := val; len(inner) < maxInner; {
		op := f.definition(at)
		if op == nil {
			return nil
		}
		ranged := op.Kind == ir.Range && len(op.Rets) == 2 && op.Rets[1] == at
		if ranged && op.Rets[0] != 0 && op.Rets[0] == key {
			return q.inside(q.entries(q.s.node(act, op.A)), inner)
		}
		if op.Kind != ir.Load && !ranged {
			return nil
		}
		inner = append(inner, op)
		if a := f.definition(key); a != nil && a.Kind == ir.Load && f.same(a.A, op.A) {
			return q.inside(q.beside(q.s.node(act, op.A), a.Text), inner)
		}
		at = f.origin(op.A)
	}
	return nil
}

// passed looks at what callers pass, where both variables are parameters.
func (q *together) passed(act int32, k, v, depth int) []int32 {
	if depth == 0 || len(q.s.acts[act].callers) > maxPassing {
		return nil
	}
	f := q.s.acts[act].fn
	q.s.late[q.i] = true // there may be callers to come
	var nodes []int32
	for _, c := range q.s.acts[act].callers {
		op := q.s.op(c.by)
		if len(op.Args) != len(f.Params) || op.Kind == ir.Call && op.Text != f.Name { // or it only hands the function on
			return nil
		}
		found := q.held(c.by.act, op.Args[k], op.Args[v], depth-1)
		if len(found) == 0 {
			found = []int32{q.s.node(c.by.act, op.Args[v])}
		}
		nodes = append(nodes, found...)
	}
	return nodes
}

// entries are nodes of what maps have under the name, or may have. There are none where
// something else is gone through, too.
func (q *together) entries(maps int32) []int32 {
	var nodes []int32
	q.s.wait(maps, q.i)
	for _, v := range q.s.nodes[maps].vals {
		if q.s.infos[v].kind != anObject {
			return nil
		}
		obj := q.s.infos[v].obj
		nodes = append(nodes, q.s.field(obj, "[="+q.name))
		for _, element := range []string{"[]", filledElement} {
			if n, ok := q.s.objects[obj].fields[element]; ok {
				nodes = append(nodes, n)
			}
		}
	}
	return nodes
}

// beside are nodes of structs of which the field may hold the name.
func (q *together) beside(structs int32, field string) []int32 {
	var nodes []int32
	q.s.wait(structs, q.i)
	for _, v := range q.s.nodes[structs].vals {
		in := q.s.infos[v]
		if in.kind != anObject {
			return nil
		}
		if q.s.objects[in.obj].summary { // any name: that makes no field the one of a key
			nodes = append(nodes, nowhereNode)
			continue
		}
		named := q.s.field(in.obj, field)
		q.s.wait(named, q.i)
		for _, w := range q.s.nodes[named].vals {
			if x := &q.s.infos[w]; x.kind != constText || x.text == q.name {
				nodes = append(nodes, q.s.constantNode(v))
				break
			}
		}
	}
	return nodes
}

// inside goes from nodes into fields and elements, the last op first.
func (q *together) inside(nodes []int32, ops []*ir.Op) []int32 {
	for k := len(ops) - 1; k >= 0; k-- {
		var next []int32
		for _, n := range nodes {
			if n == nowhereNode {
				next = append(next, n)
				continue
			}
			q.s.wait(n, q.i)
			for x := 0; x < len(q.s.nodes[n].vals); x++ {
				if in := q.s.infos[q.s.nodes[n].vals[x]]; in.kind == anObject {
					next = append(next, q.read(in.obj, ops[k])...)
				}
			}
		}
		nodes = next
	}
	return nodes
}

// read are the nodes that an op reads of an object.
func (q *together) read(obj int32, op *ir.Op) []int32 {
	if op.Kind == ir.Load && op.Text != "[]" {
		return []int32{q.s.field(obj, op.Text)}
	}
	var nodes []int32
	for _, name := range q.s.objects[obj].order {
		if isElement(name) {
			nodes = append(nodes, q.s.objects[obj].fields[name])
		}
	}
	return nodes
}
