package keyflow

import (
	"go/build/constraint"
	"maps"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// appRun finds the keys of one program and what it asks for with each.
type appRun struct {
	*packageRun
	s      *solve.Solver
	sinks  []solve.Sink
	halves []half  // of each sink
	owners [][]int // of each sink: indexes of the keys that are used there
	keys   []Key
	byName map[string]int
	wit    map[witnessKey]bool
}

type witnessKey struct {
	key  int
	name string
}

// app answers for a main package: only what main and the initialisers reach counts.
func (r *packageRun) app() {
	app := &App{Package: r.own.Path, Excluded: r.excluded(), Keys: []Key{}}
	if len(r.own.Files) > 0 {
		app.Dir = filepath.Dir(r.own.Files[0])
	}
	r.result.App = app
	s, complete := r.solve(r.initialisers(false), false)
	a := &appRun{packageRun: r, s: s, sinks: s.Sinks(), byName: make(map[string]int), wit: make(map[witnessKey]bool)}
	a.findKeys()
	a.charge()
	if !complete {
		r.incomplete("the program %s is too large to follow to the end", r.own.Path)
		a.leaveOpen("the program is too large to be followed to the end")
	}
	a.leaveOpenFor(func(p packedPackage) bool { return p.Cut || r.cut }, "a client that it uses is too large to be followed to the end")
	a.leaveOpenFor(func(p packedPackage) bool { return p.Broken || r.broken }, "the program does not type-check as a whole")
	a.sort()
	app.Keys = append(app.Keys, a.keys...)
}

// solve gives up precision before it gives up: shorter contexts are cheaper. Its answer is
// incomplete where even those are too many.
func (r *packageRun) solve(roots []string, open bool) (*solve.Solver, bool) {
	program := solve.Link(r.linked)
	depth := contextDepth
	if open && r.flat {
		depth = 0
	}
	for ; ; depth /= 4 {
		s := solve.New(program, depth, open)
		if open {
			s.Hurry()
		}
		if s.Run(roots) || depth == 0 {
			return s, !s.Exceeded()
		}
	}
}

// half is one half of a key as it is used at a sink.
type half struct {
	source string // alternatives joined by "|"; "" where no credential arrives
	found  found  // of a literal
	place  solve.Place
	text   solve.Text
}

// findKeys groups the sinks by the source of the API key, or of the private key where no
// API key belongs to it.
func (a *appRun) findKeys() {
	a.halves = make([]half, len(a.sinks))
	a.owners = make([][]int, len(a.sinks))
	for i, sink := range a.sinks {
		a.halves[i] = a.half(sink)
	}
	paired := make([]bool, len(a.sinks))
	for i, sink := range a.sinks {
		if sink.Private || a.halves[i].source == "" {
			continue
		}
		key := a.key(i)
		a.owners[i] = append(a.owners[i], key)
		for _, j := range a.partners(i) {
			paired[j] = true
			a.owners[j] = appendNew(a.owners[j], key)
			if src := a.halves[j].source; src != "" && (a.keys[key].PrivateSource == "" || a.keys[key].PrivateSource == "unknown") {
				a.keys[key].PrivateSource = src
			}
		}
	}
	for i, sink := range a.sinks {
		if sink.Private && !paired[i] && a.halves[i].source != "" {
			a.owners[i] = append(a.owners[i], a.key(i))
		}
	}
}

func appendNew(list []int, n int) []int {
	for _, m := range list {
		if m == n {
			return list
		}
	}
	return append(list, n)
}

// partners are the private sinks that belong to the same client as an API key's sink: on
// the same object, in the same call, else the nearest.
func (a *appRun) partners(i int) []int {
	sink := a.sinks[i]
	var same, near []int
	for j, other := range a.sinks {
		if !other.Private || (other.Kind == solve.Enter) != (sink.Kind == solve.Enter) {
			continue
		}
		recv := a.s.Receiver(sink.Event)
		if a.s.Act(other.Event) == a.s.Act(sink.Event) || recv >= 0 && recv == a.s.Receiver(other.Event) {
			same = append(same, j)
		}
	}
	if len(same) > 0 {
		return same
	}
	found, _ := a.s.Near(sink.Event, a.privateSinks(sink.Kind == solve.Enter))
	for _, f := range found {
		for j, other := range a.sinks {
			if other.Event == f.Event {
				near = append(near, j)
			}
		}
	}
	return near
}

func (a *appRun) privateSinks(enter bool) []solve.Sink {
	var out []solve.Sink
	for _, k := range a.sinks {
		if k.Private && (k.Kind == solve.Enter) == enter {
			out = append(out, k)
		}
	}
	return out
}

// key finds or makes the key that a sink's half names.
func (a *appRun) key(i int) int {
	h, sink := a.halves[i], a.sinks[i]
	id, ok := a.byName[sameSource(h.source)]
	if !ok {
		id = len(a.keys)
		a.byName[sameSource(h.source)] = id
		kind := credential.APIKey
		if sink.Private {
			kind = credential.PrivateKey
		}
		a.keys = append(a.keys, Key{
			Source: h.source, Kind: kind, Product: product(sink), Redacted: h.found.redacted,
			Place: a.place(h.place), Uses: []Step{}, Endpoints: []Endpoint{},
		})
	}
	k := &a.keys[id]
	if !sink.Either && k.Product != product(sink) {
		k.Product = credential.UnknownProduct
	}
	a.use(k, sink)
	a.names(k, sink, h)
	return id
}

// sameSource is one text for all orders of the same alternatives: the order in which they
// were met may differ from sink to sink.
func sameSource(source string) string {
	parts := strings.Split(source, "|")
	sort.Strings(parts)
	return strings.Join(parts, "|")
}

// use notes where a key enters a client.
func (a *appRun) use(k *Key, sink solve.Sink) {
	at := a.s.At(sink.Event)
	step := Step{Place: a.place(at.Place), Function: display(at.Function), Message: sinkMessage(sink)}
	for _, u := range k.Uses {
		if u.Place == step.Place {
			return
		}
	}
	k.Uses = append(k.Uses, step)
}

// half describes what arrives at a sink.
func (a *appRun) half(sink solve.Sink) half {
	texts := a.s.Texts(sink.Node)
	a.s.Sort(sink.Node, texts)
	var out half
	var names []string
	seen := make(map[string]bool)
	for _, t := range texts {
		for _, h := range a.describe(sink, t) {
			if seen[h.source] {
				continue
			}
			seen[h.source] = true
			names = append(names, h.source)
			if out.source == "" || out.source == "unknown" {
				out = h
			}
		}
	}
	if len(names) > 1 && seen["unknown"] {
		kept := names[:0]
		for _, n := range names {
			if n != "unknown" {
				kept = append(kept, n)
			}
		}
		names = kept
	}
	if len(names) > 0 {
		out.source = strings.Join(names, "|")
	}
	return out
}

// describe names the sources of a text. A constant that is no credential is none.
func (a *appRun) describe(sink solve.Sink, t solve.Text) []half {
	var out []half
	for _, leaf := range a.s.Leaves(t) {
		switch {
		case leaf.Known:
			if f, ok := recognise(leaf.Constant, sink, leaf.Whole); ok {
				out = append(out, half{source: "literal:" + f.fingerprint, found: f, place: leaf.Place, text: t})
			}
		case leaf.Source != "":
			out = append(out, half{source: leaf.Source, place: leaf.Place, text: t})
		}
	}
	if len(out) > 1 && out[0].source != "unknown" {
		return out[:1]
	}
	return out
}

func (a *appRun) sort() {
	for i := range a.keys {
		k := &a.keys[i]
		sort.Slice(k.Endpoints, func(x, y int) bool { return k.Endpoints[x].Name < k.Endpoints[y].Name })
		sort.Strings(k.Names)
	}
	sort.SliceStable(a.keys, func(x, y int) bool { return a.keys[x].Source < a.keys[y].Source })
}

// names collects the identifiers that a key bears: of the variable in the environment, of
// fields and package variables.
func (a *appRun) names(k *Key, sink solve.Sink, h half) {
	seen := make(map[string]bool)
	for _, n := range k.Names {
		seen[n] = true
	}
	add := func(n string) {
		if n != "" && !seen[n] {
			seen[n] = true
			k.Names = append(k.Names, n)
		}
	}
	for source := range strings.SplitSeq(h.source, "|") {
		if _, name, ok := strings.Cut(source, ":"); ok && !strings.HasPrefix(source, "literal:") {
			add(name)
		}
	}
	if h.text == 0 {
		return
	}
	way := a.s.Way(sink.Node, h.text)
	if len(k.Directive) == 0 {
		k.Directive = a.directive(h.place, way)
	}
	for _, m := range way {
		if m.Field != "" {
			add(strings.TrimPrefix(m.Field, "[="))
		}
		add(m.Variable)
	}
}

// excluded tells whether every file of the package is kept from ordinary builds.
func (r *packageRun) excluded() bool {
	for _, f := range r.pass.Files {
		ignored := false
		for _, group := range f.Comments {
			if group.Pos() > f.Package {
				break
			}
			for _, c := range group.List {
				if expr, err := constraint.Parse(c.Text); err == nil && strings.Contains(expr.String(), "ignore") {
					ignored = true
				}
			}
		}
		if !ignored {
			return false
		}
	}
	return len(r.pass.Files) > 0
}

// leaveOpen says of every key that it may be used for more than was found.
func (a *appRun) leaveOpen(why string) {
	for i := range a.keys {
		k := &a.keys[i]
		k.Unknown = append(k.Unknown, Step{Place: k.Place, Function: display(a.own.Path) + ".main", Message: why})
	}
}

// leaveOpenFor leaves every key open where a package of the program is wanting.
func (a *appRun) leaveOpenFor(wanting func(packedPackage) bool, why string) {
	if wanting(packedPackage{}) || slices.ContainsFunc(slices.Collect(maps.Values(a.imports)), wanting) {
		a.leaveOpen(why)
	}
}
