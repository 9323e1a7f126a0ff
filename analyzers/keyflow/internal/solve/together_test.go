package solve

import (
	"testing"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// TestTogetherEnds follows a variable back that is only ever made from itself: n = n.next.
func TestTogetherEnds(t *testing.T) {
	const value, key = 1, 2
	f := &fn{Func: &ir.Func{Vars: key, Ops: []ir.Op{{Kind: ir.Load, Dst: value, A: value, Text: "next"}}}}
	q := &together{s: &Solver{acts: []activation{{fn: f}}}}
	if nodes := q.held(0, key, value, maxTogether); nodes != nil {
		t.Errorf("got %v, want nothing", nodes)
	}
}
