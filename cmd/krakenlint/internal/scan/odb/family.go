package odb

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
)

// Reasons for which an entry belongs to no family.
var (
	errOutside = errors.New("index points outside the pack")
	errShared  = errors.New("index has two objects at one place")
	errBase    = errors.New("delta's base is not in the pack")
	errCycle   = errors.New("delta is based on itself")
)

// families is a pack's entries in the order of their offsets, joined to trees of deltas.
type families struct {
	start []int64 // where an entry starts; one more at the end
	pos   []int32 // its position in the index, -1 if the index does not list it
	kind  []Type
	base  []int32 // the entry it is based on, -1 for none
	kids  []int32 // all children, by parent
	first []int32 // where in kids an entry's children start; one more at the end
	bad   map[int32]error

	hidden []int64 // where bases lie that the index, a partial one, does not list
}

// joinFamilies reads the headers of all entries and joins deltas to their bases.
func joinFamilies(p *pack, jobs int) (*families, error) {
	if err := p.index.loadOffsets(); err != nil {
		return nil, err
	}
	var hidden []int64
	for round := 0; ; round++ {
		f := &families{bad: map[int32]error{}}
		f.order(p, hidden)
		if err := f.readHeaders(p, jobs); err != nil {
			return nil, err
		}
		if len(f.hidden) == 0 || round == maxHiddenRounds {
			f.link()
			return f, nil
		}
		hidden = append(hidden, f.hidden...)
	}
}

// maxHiddenRounds is how long a chain of bases may be that no index lists.
const maxHiddenRounds = 300

func (f *families) len() int { return len(f.pos) }

// order sorts the index's entries, and hidden ones, by offset. Those that cannot be entries come
// first, at -1.
func (f *families) order(p *pack, hidden []int64) {
	end := p.size - packTail
	type place struct {
		start int64
		pos   int32
	}
	places := make([]place, p.index.n)
	for i, off := range p.index.offsets {
		places[i] = place{int64(min(off, 1<<62)), int32(i)}
		if places[i].start < packHeader || places[i].start >= end {
			places[i].start = -1
		}
	}
	for _, start := range hidden {
		places = append(places, place{start, -1})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.pos, b.pos)) })
	f.start = make([]int64, len(places)+1)
	f.pos = make([]int32, len(places))
	for i, pl := range places {
		f.start[i], f.pos[i] = pl.start, pl.pos
		if pl.start < 0 {
			f.bad[int32(i)] = errOutside
		} else if i > 0 && pl.start == places[i-1].start {
			f.bad[int32(i)] = errShared
		}
	}
	f.start[len(places)] = end
}

// end gives where the entry ends at the latest: where the next one starts.
func (f *families) end(i int32) int64 {
	for n := i + 1; ; n++ {
		if f.start[n] > f.start[i] {
			return f.start[n]
		}
	}
}

// readHeaders fills kind and base, in jobs parts side by side.
func (f *families) readHeaders(p *pack, jobs int) error {
	n := f.len()
	f.kind = make([]Type, n)
	f.base = make([]int32, n)
	bad := make([]map[int32]error, jobs)
	hidden := make([]map[int64]bool, jobs)
	errs := make([]error, jobs)
	var wg sync.WaitGroup
	for j := range jobs {
		wg.Go(func() {
			r := headerReader{families: f, pack: p, bad: map[int32]error{}, hidden: map[int64]bool{}}
			errs[j] = r.read(int32(n*j/jobs), int32(n*(j+1)/jobs))
			bad[j], hidden[j] = r.bad, r.hidden
		})
	}
	wg.Wait()
	all := map[int64]bool{}
	for j := range jobs {
		maps.Copy(f.bad, bad[j])
		maps.Copy(all, hidden[j])
	}
	f.hidden = slices.Sorted(maps.Keys(all))
	return errors.Join(errs...)
}

// headerReader reads a part of a pack's headers.
type headerReader struct {
	*families
	pack   *pack
	bad    map[int32]error
	hidden map[int64]bool
}

// read reads the headers of the entries from lo up to hi.
func (f *headerReader) read(lo, hi int32) error {
	in := window{file: f.pack.file}
	for i := lo; i < hi; i++ {
		f.base[i] = -1
		if f.families.bad[i] != nil {
			continue
		}
		b, err := in.at(f.start[i], min(f.end(i), f.start[i]+maxHeader))
		if err != nil {
			return fmt.Errorf("%s: %w", f.pack.name(), err)
		}
		e, err := parseEntry(b)
		if err == nil && e.kind.delta() {
			f.base[i], err = f.findBase(i, e)
		}
		if err != nil {
			f.bad[i] = err
			continue
		}
		f.kind[i] = e.kind
	}
	return nil
}

// findBase gives the entry that a delta is based on. Bases lie in the same pack, always.
func (f *headerReader) findBase(i int32, e entry) (int32, error) {
	at := f.start[i] - int64(min(e.back, 1<<62))
	if e.kind == refDelta {
		pos, err := f.pack.index.find(e.base)
		if err != nil || pos < 0 {
			return -1, cmp.Or(err, errBase)
		}
		at = int64(min(f.pack.index.offsets[pos], 1<<62))
	}
	n := f.len()
	b := int32(sort.Search(n, func(k int) bool { return f.start[k] >= at }))
	if int(b) == n || f.start[b] != at {
		if f.pack.index.partial && at >= packHeader {
			f.hidden[at] = true
		}
		return -1, errBase
	}
	return b, nil
}

// link makes the lists of children, and finds those that no root leads to.
func (f *families) link() {
	n := f.len()
	f.first = make([]int32, n+1)
	for _, b := range f.base {
		if b >= 0 {
			f.first[b+1]++
		}
	}
	for i := range n {
		f.first[i+1] += f.first[i]
	}
	f.kids = make([]int32, f.first[n])
	at := slices.Clone(f.first)
	for i, b := range f.base {
		if b >= 0 {
			f.kids[at[b]] = int32(i)
			at[b]++
		}
	}
}

func (f *families) children(i int32) []int32 { return f.kids[f.first[i]:f.first[i+1]] }

// cost is what an entry takes of the pack, in bytes.
func (f *families) cost(i int32) int64 { return f.end(i) - f.start[i] }

// part is the families of one kind, ready to be walked.
type part struct {
	*families
	roots  []int32 // those of the largest families first, the rest in the order of the pack
	total  int64   // bytes of the pack in these families
	needed []bool  // by entry; nil: all. Entries that are asked for, and all their bases
	orphan []int32 // entries that are in no family at all, whatever their kind
	done   atomic.Int64
}

// pick chooses the families whose objects are of the given kinds, and puts each entry's heaviest
// child last.
func (f *families) pick(kinds func(Type) bool, jobs int) *part {
	p := &part{families: f}
	n := f.len()
	weight := make([]int64, n)
	reached := make([]int32, 0, n) // parents before children
	for i := range n {
		if f.kind[i].whole() {
			reached = append(reached, int32(i))
		}
	}
	seen := make([]bool, n)
	for k := 0; k < len(reached); k++ {
		seen[reached[k]] = true
		reached = append(reached, f.children(reached[k])...)
	}
	for _, i := range slices.Backward(reached) {
		weight[i] += f.cost(i)
		if b := f.base[i]; b >= 0 {
			weight[b] += weight[i]
		}
		heaviestLast(f.children(i), weight)
	}
	for i := range n {
		if !seen[i] {
			p.orphan = append(p.orphan, int32(i))
		} else if f.kind[i].whole() && kinds(f.kind[i]) {
			p.roots = append(p.roots, int32(i))
			p.total += weight[i]
		}
	}
	p.largestFirst(weight, jobs)
	return p
}

// heaviestLast swaps the child with the heaviest subtree to the end.
func heaviestLast(kids []int32, weight []int64) {
	heavy := 0
	for k, i := range kids {
		if weight[i] >= weight[kids[heavy]] {
			heavy = k
		}
	}
	if len(kids) > 0 {
		last := len(kids) - 1
		kids[heavy], kids[last] = kids[last], kids[heavy]
	}
}

// largestFirst moves the families up front that could otherwise end up alone on one core.
func (p *part) largestFirst(weight []int64, jobs int) {
	large := p.total / int64(16*jobs)
	slices.SortStableFunc(p.roots, func(a, b int32) int {
		wa, wb := weight[a], weight[b]
		if wa <= large {
			wa = 0
		}
		if wb <= large {
			wb = 0
		}
		return cmp.Compare(wb, wa)
	})
}

// want limits the walk to the entries for which asked is true, and their bases.
func (p *part) want(asked func(entry int32) bool) {
	p.needed = make([]bool, p.len())
	for i := range p.needed {
		if !asked(int32(i)) {
			continue
		}
		for k := int32(i); k >= 0 && !p.needed[k]; k = p.base[k] {
			p.needed[k] = true
		}
	}
}

// reasons says of each entry that is in no family why.
func (f *families) reasons(orphans []int32) map[int32]error {
	known := make(map[int32]error, len(orphans))
	for _, orphan := range orphans {
		var line []int32 // from the orphan to what decides
		i := orphan
		for known[i] == nil {
			if err := f.bad[i]; err != nil {
				known[i] = err
				break
			}
			known[i] = errCycle // until something else is found; if this entry is met again, for good
			line = append(line, i)
			i = f.base[i]
		}
		for _, k := range line {
			known[k] = known[i]
		}
	}
	return known
}
