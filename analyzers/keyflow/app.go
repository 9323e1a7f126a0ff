package keyflow

import (
	"go/build/constraint"
	"path/filepath"
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
	s, complete := r.solveApp()
	a := &appRun{packageRun: r, s: s, sinks: s.Sinks(), byName: make(map[string]int), wit: make(map[witnessKey]bool)}
	a.findKeys()
	a.charge()
	if !complete {
		r.incomplete("the program %s is too large to follow to the end", r.own.Path)
		for i := range a.keys {
			a.keys[i].Unknown = append(a.keys[i].Unknown, Step{Place: a.keys[i].Place, Message: "the program is too large to be followed to the end"})
		}
	}
	a.sort()
	app.Keys = append(app.Keys, a.keys...)
}

// solveApp gives up precision before it gives up: shorter contexts are cheaper.
func (r *packageRun) solveApp() (*solve.Solver, bool) {
	program := solve.Link(r.linked)
	for depth := contextDepth; ; depth-- {
		s := solve.New(program, depth, false)
		if s.Run(r.initialisers(false)) || depth == 0 {
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
	id, ok := a.byName[h.source]
	if !ok {
		id = len(a.keys)
		a.byName[h.source] = id
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
	if k.Product != product(sink) {
		k.Product = credential.UnknownProduct
	}
	a.use(k, sink)
	a.names(k, sink, h)
	return id
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

// charge gives each private request to the keys that it is made with.
func (a *appRun) charge() {
	charged := make(map[int32]bool)
	for _, e := range a.s.Events {
		switch e.Kind {
		case solve.Request:
			a.chargeRequest(e, charged)
		case solve.Reflect:
			a.chargeReflected(e)
		}
	}
	for _, e := range a.s.Events {
		switch e.Kind {
		case solve.Signed:
			a.chargeSigned(e, charged)
		case solve.Message:
			a.chargeMessage(e)
		}
	}
}

// chargeRequest charges the endpoints of a request.
func (a *appRun) chargeRequest(e solve.Event, charged map[int32]bool) {
	near, sure := a.near(e)
	if len(near) == 0 {
		return
	}
	verbs := a.verbs(e)
	texts := a.s.Texts(e.Node)
	resolved := false
	for _, t := range texts {
		for _, verb := range verbs {
			name, v := judgeURL(verb, a.s.Spell(t))
			switch {
			case v == private:
				a.add(near, name, e, t)
				resolved = true
			case v == unclear && (sure || strings.Contains(a.s.Spell(t), "private")):
				a.unknown(near, e, a.s.Spell(t))
				resolved = true
			case v == nothing:
				resolved = true
			}
		}
	}
	if len(texts) == 0 && sure {
		a.unknown(near, e, "*")
	}
	if resolved && sure {
		charged[a.s.Act(e)] = true
		for _, i := range near {
			charged[a.s.Act(a.sinks[i].Event)] = true
		}
	}
}

// near are the indexes of the sinks that an event is charged to.
func (a *appRun) near(e solve.Event) ([]int, bool) {
	found, sure := a.s.Near(e, a.using(false))
	if len(found) == 0 {
		found, sure = a.s.Near(e, a.using(true))
	}
	var out []int
	for i, k := range a.sinks {
		for _, f := range found {
			if f.Event == k.Event && len(a.owners[i]) > 0 {
				out = appendNew(out, i)
			}
		}
	}
	return out, sure
}

// using are the sinks at which keys are used, or those at which they enter a client.
func (a *appRun) using(enter bool) []solve.Sink {
	var out []solve.Sink
	for i, k := range a.sinks {
		if (k.Kind == solve.Enter) == enter && len(a.owners[i]) > 0 {
			out = append(out, k)
		}
	}
	return out
}

func (a *appRun) verbs(e solve.Event) []string {
	var verbs []string
	if e.Verb != 0 {
		for _, t := range a.s.Texts(e.Verb) {
			if v := a.s.Spell(t); !strings.Contains(v, "*") {
				verbs = append(verbs, v)
			}
		}
	}
	if len(verbs) == 0 {
		return []string{""}
	}
	return verbs
}

// chargeSigned takes the endpoint from what was signed, where no request tells it.
func (a *appRun) chargeSigned(e solve.Event, charged map[int32]bool) {
	for i, k := range a.sinks {
		if k.Kind != solve.HMACKey || k.Object != e.Object || a.s.CalledFrom(k.Event, charged, 4) {
			continue
		}
		for _, t := range a.s.Texts(e.Node) {
			if name, v := judgeURL("", a.s.Spell(t)); v == private {
				a.add([]int{i}, name, e, t)
			}
		}
	}
}

// chargeMessage charges what a WebSocket message of a Kraken client asks for.
func (a *appRun) chargeMessage(e solve.Event) {
	for _, n := range a.s.Messages(e) {
		name, v := judgeMessage(n)
		if v != private || !a.s.InKraken(e) && !a.s.Chosen(n).Kraken && !a.asksForToken() {
			continue
		}
		if near, _ := a.near(e); len(near) > 0 {
			at := e
			at.Node = n.Node
			a.add(near, name, at, n.Text)
		}
	}
}

// chargeReflected leaves open what a client is asked for by reflection.
func (a *appRun) chargeReflected(e solve.Event) {
	for i, k := range a.sinks {
		if k.Kind == solve.Enter && len(a.owners[i]) > 0 && a.s.Holds(e.Node, k.Object) {
			a.unknown([]int{i}, e, "a method is called by reflection")
		}
	}
}

// asksForToken tells whether the program opens private WebSockets, so that its messages
// may be Kraken's wherever they are written.
func (a *appRun) asksForToken() bool {
	for _, k := range a.keys {
		for _, e := range k.Endpoints {
			if e.Name == "/0/private/GetWebSocketsToken" {
				return true
			}
		}
	}
	return false
}

// add charges an endpoint to the keys of the sinks.
func (a *appRun) add(near []int, name string, e solve.Event, t solve.Text) {
	for _, i := range near {
		for _, k := range a.owners[i] {
			if w := (witnessKey{k, name}); !a.wit[w] {
				a.wit[w] = true
				a.keys[k].Endpoints = append(a.keys[k].Endpoints, Endpoint{Name: name, Witness: a.witness(e, t)})
			}
		}
	}
}

func (a *appRun) unknown(near []int, e solve.Event, spelled string) {
	at := a.s.At(e)
	step := Step{Place: a.place(at.Place), Function: display(at.Function), Message: "the endpoint of this request is not known: " + spelled}
	for _, i := range near {
		for _, k := range a.owners[i] {
			if w := (witnessKey{k, "?" + step.File + string(rune(step.Line)) + string(rune(step.Column))}); !a.wit[w] {
				a.wit[w] = true
				a.keys[k].Unknown = append(a.keys[k].Unknown, step)
			}
		}
	}
}

// witness writes out the calls from main to a request.
func (a *appRun) witness(e solve.Event, t solve.Text) []Step {
	hops := a.s.Witness(e, t)
	out := make([]Step, 0, len(hops))
	for i, h := range hops {
		msg := "calls " + display(h.Callee)
		if i == len(hops)-1 {
			msg = "asks Kraken"
		}
		out = append(out, Step{Place: a.place(h.Place), Function: display(h.Function), Message: msg, Dynamic: h.Dynamic})
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
