package solve

import "github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"

// written is by which op a variable is written: 1 + its index, -1 for several, 0 for none.
func (f *fn) written(v ir.Var) int32 {
	if f.defs == nil {
		f.defs = make([]int32, f.Vars+1)
		for k := range f.Ops {
			f.write(f.Ops[k].Dst, k)
			for _, r := range f.Ops[k].Rets {
				f.write(r, k)
			}
		}
	}
	if v <= 0 || v > f.Vars {
		return -1
	}
	return f.defs[v]
}

func (f *fn) write(v ir.Var, op int) {
	switch {
	case v <= 0 || v > f.Vars:
	case f.defs[v] == 0:
		f.defs[v] = int32(op) + 1
	default:
		f.defs[v] = -1
	}
}

// parameter is the index of a parameter that is never written; -1 for other variables.
func (f *fn) parameter(v ir.Var) int {
	for k, p := range f.Params {
		if p == v && f.written(v) == 0 {
			return k
		}
	}
	return -1
}

// definition is the op that gives a variable all that it holds; nil where there are more.
func (f *fn) definition(v ir.Var) *ir.Op {
	for _, p := range f.Params {
		if p == v {
			return nil
		}
	}
	if k := f.written(v); k > 0 {
		return &f.Ops[k-1]
	}
	return nil
}

// origin goes back to where a variable is a copy of another.
func (f *fn) origin(v ir.Var) ir.Var {
	for range len(f.Ops) {
		op := f.definition(v)
		if op == nil || op.Kind != ir.Copy {
			break
		}
		v = op.A
	}
	return v
}

// same tells whether two variables are one, or the same element of one list.
func (f *fn) same(a, b ir.Var) bool {
	a, b = f.origin(a), f.origin(b)
	if a == b {
		return true
	}
	x, y := f.definition(a), f.definition(b)
	return x != nil && y != nil && x.Kind == y.Kind && (x.Kind == ir.Load || x.Kind == ir.LoadAt) &&
		x.Text == y.Text && f.origin(x.A) == f.origin(y.A) && f.origin(x.B) == f.origin(y.B)
}
