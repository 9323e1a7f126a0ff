package extract

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// compact drops the ops whose results nobody uses. Calls stay, for what they may reach.
func compact(f *ir.Func) {
	live := liveVars(f)
	kept := make([]ir.Op, 0, len(f.Ops))
	index := make([]int32, len(f.Ops)+1)
	for i, op := range f.Ops {
		if pure(op) && !live[result(op)] {
			continue
		}
		kept = append(kept, op)
		index[i+1] = int32(len(kept))
	}
	for i := range kept {
		kept[i].Guard = index[kept[i].Guard]
	}
	f.Ops = kept
}

// pure ops only give their result a value.
func pure(op ir.Op) bool {
	switch op.Kind {
	case ir.Call:
		return strings.HasPrefix(op.Text, "builtin.")
	case ir.Store, ir.StoreAt, ir.Invoke, ir.CallVar, ir.Range, ir.Guard:
		return false
	}
	return true
}

// result is the variable that a pure op gives a value.
func result(op ir.Op) ir.Var {
	if op.Kind == ir.Call && len(op.Rets) > 0 {
		return op.Rets[0]
	}
	return op.Dst
}

// liveVars finds the variables whose values can matter: used by an op that is not pure,
// seen from outside, or leading to one that is.
func liveVars(f *ir.Func) map[ir.Var]bool {
	live := make(map[ir.Var]bool)
	uses := make(map[ir.Var][]ir.Var)
	var work []ir.Var
	mark := func(v ir.Var) {
		if v != 0 && !live[v] {
			live[v] = true
			work = append(work, v)
		}
	}
	for _, v := range f.Results {
		mark(v)
	}
	for _, op := range f.Ops {
		inputs := append([]ir.Var{op.A, op.B}, op.Args...)
		dst := result(op)
		if !pure(op) || dst < 0 || dst > f.Vars || f.Shared[dst] {
			for _, v := range inputs {
				mark(v)
			}
			if pure(op) {
				mark(dst)
			}
			continue
		}
		uses[dst] = append(uses[dst], inputs...)
		if op.Kind == ir.Addr { // writes through the reference
			uses[op.A] = append(uses[op.A], op.Dst)
		}
	}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		for _, u := range uses[v] {
			mark(u)
		}
	}
	return live
}
