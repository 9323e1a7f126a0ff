package solve

import (
	"slices"
	"sort"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Sink is a place where a half of a key is used, with what it may be there.
type Sink struct {
	Event
	Private bool
}

// Sinks are the uses of keys, in a fixed order: those that tell the exchange first. An HMAC outside a Kraken client counts
// where its result is sent as a signature, and is of the exchange that it is sent to.
func (s *Solver) Sinks() []Sink {
	sent, elsewhere := s.signatures(Sign), s.signatures(OtherHeader)
	var out []Sink
	for _, e := range s.Events {
		switch {
		case e.Kind == APIKey:
			out = append(out, Sink{Event: e})
		case e.Kind == HMACKey && (sent[e.Object].any() || !e.Weak && !elsewhere[e.Object].any()):
			if to := sent[e.Object]; to.any() {
				e.Futures, e.Either = to.futures, to.spot && to.futures
			}
			out = append(out, Sink{Event: e, Private: true})
		case e.Kind == Enter:
			out = append(out, Sink{Event: e, Private: e.Private})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return !out[i].Either && out[j].Either })
	return out
}

// exchanges are those that something is sent to.
type exchanges struct{ spot, futures bool }

func (e exchanges) any() bool { return e.spot || e.futures }

// signatures are the HMACs whose results arrive at events of a kind, and where they are sent.
func (s *Solver) signatures(kind EventKind) map[int32]exchanges {
	out := make(map[int32]exchanges)
	for _, e := range s.Events {
		if e.Kind != kind {
			continue
		}
		for _, t := range s.Texts(e.Node) {
			s.eachLeaf(t, func(v value) {
				if s.infos[v].kind == signature {
					to := out[s.infos[v].obj]
					out[s.infos[v].obj] = exchanges{to.spot || !e.Futures, to.futures || e.Futures}
				}
			})
		}
	}
	return out
}

// Text is a string that a node may hold.
type Text = value

// Texts are the strings in a node, those in lists and behind references included.
func (s *Solver) Texts(n int32) []Text {
	var out []Text
	seen := make(map[int32]bool)
	var walk func(n int32, depth int)
	walk = func(n int32, depth int) {
		if seen[n] || depth > 3 {
			return
		}
		seen[n] = true
		for _, v := range s.nodes[n].vals {
			in := &s.infos[v]
			switch {
			case in.isText():
				out = append(out, v)
			case in.kind == aReference:
				walk(in.node, depth+1)
			case in.kind == anObject:
				for _, name := range s.objects[in.obj].order {
					if isElement(name) || name == "*" {
						walk(s.objects[in.obj].fields[name], depth+1)
					}
				}
			}
		}
	}
	walk(n, 0)
	return out
}

// eachLeaf visits the values that a string is made of.
func (s *Solver) eachLeaf(v value, visit func(value)) {
	in := &s.infos[v]
	if in.kind == joinedText || in.kind == partText {
		for _, p := range in.parts {
			s.eachLeaf(p, visit)
		}
		return
	}
	visit(v)
}

// Leaf is one thing that a string is made of.
type Leaf struct {
	Constant string // its text, where it is known
	Known    bool
	Source   string // where it comes from, where that is outside
	Field    string // the field that any object of a type has
	Signed   bool   // it is a signature
	Whole    bool   // nothing else is part of the string
	Place    Place
}

// Place is a position in a file of any package.
type Place struct {
	File string
	Pos  ir.Pos
}

func (s *Solver) place(at place) Place {
	if at.pkg == nil || !at.pos.IsValid() || int(at.pos.File) >= len(at.pkg.Files) {
		return Place{}
	}
	return Place{File: at.pkg.Files[at.pos.File], Pos: at.pos}
}

// Leaves are what a string is made of.
func (s *Solver) Leaves(t Text) []Leaf {
	var out []Leaf
	s.eachLeaf(t, func(v value) {
		in := &s.infos[v]
		out = append(out, Leaf{
			Constant: textOf(in, constText), Known: in.kind == constText,
			Source: textOf(in, sourceText), Field: textOf(in, fieldText),
			Signed: in.kind == signature, Whole: v == t, Place: s.place(in.at),
		})
	})
	return out
}

func textOf(in *info, kind valueKind) string {
	if in.kind == kind {
		return in.text
	}
	return ""
}

// Move is a step of a value's way: an op that handed it on.
type Move struct {
	Place    Place
	Function string
	Callee   string // of a call
	Kind     ir.Kind
	Field    string // of a store
	Loaded   string // the field of a load
	Variable string // the package variable that then had it
	by       inst
}

// Way is how a value came into a node, from where it began. It follows the value into
// lists and behind references, where it is there.
func (s *Solver) Way(n int32, t Text) []Move {
	var back []Move
	n = s.holder(n, t, 0)
	seen := make(map[origin]bool)
	for range 400 {
		k := s.indexOf(n, t)
		if k < 0 {
			break
		}
		from := s.nodes[n].from[k]
		if seen[from] {
			break
		}
		seen[from] = true
		m, ok := s.move(from.by)
		m.Variable = s.globalName(n)
		if ok || m.Variable != "" {
			back = append(back, m)
		}
		if from.node == 0 {
			break
		}
		n, t = from.node, from.val
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}

// holder is the node in or behind n that holds the value.
func (s *Solver) holder(n int32, t Text, depth int) int32 {
	if s.indexOf(n, t) >= 0 || depth > 3 {
		return n
	}
	for _, v := range s.nodes[n].vals {
		in := &s.infos[v]
		if in.kind == aReference && s.indexOf(s.holder(in.node, t, depth+1), t) >= 0 {
			return s.holder(in.node, t, depth+1)
		}
		if in.kind == anObject {
			for _, name := range s.objects[in.obj].order {
				if h := s.holder(s.objects[in.obj].fields[name], t, depth+2); s.indexOf(h, t) >= 0 {
					return h
				}
			}
		}
	}
	return n
}

func (s *Solver) indexOf(n int32, v value) int {
	for k, w := range s.nodes[n].vals {
		if w == v {
			return k
		}
	}
	return -1
}

func (s *Solver) move(i inst) (Move, bool) {
	if i.act < 0 || i.op < 0 {
		return Move{}, false
	}
	op := s.op(i)
	if !op.Pos.IsValid() {
		return Move{}, false
	}
	m := Move{Place: s.place(s.at(i)), Function: s.acts[i.act].fn.Name, Kind: op.Kind, by: i}
	switch op.Kind {
	case ir.Call:
		m.Callee = op.Text
	case ir.Store:
		m.Field = op.Text
	case ir.Load:
		m.Loaded = op.Text
	}
	return m, true
}

// At is the op of an event as a move.
func (s *Solver) At(e Event) Move {
	m, _ := s.move(e.By)
	return m
}

// Sort puts texts into the order of precedence: that in which the source text assigns
// them where their ways meet.
func (s *Solver) Sort(n int32, texts []Text) {
	type step struct{ node, seq int32 }
	ways := make(map[Text][]step)
	for _, t := range texts {
		at, v := s.holder(n, t, 0), t
		for range 400 {
			k := s.indexOf(at, v)
			if k < 0 {
				break
			}
			from := s.nodes[at].from[k]
			ways[t] = append(ways[t], step{at, from.seq})
			if from.node == 0 {
				break
			}
			at, v = from.node, from.val
		}
	}
	sort.SliceStable(texts, func(i, j int) bool {
		a, b := ways[texts[i]], ways[texts[j]]
		for _, x := range slices.Backward(a) { // from where they began: further on they went together
			for _, y := range b {
				if x.node == y.node && x.seq != y.seq {
					return x.seq < y.seq
				}
			}
		}
		return false
	})
}

// globalName is the name of the package variable that a node is, without its package.
func (s *Solver) globalName(n int32) string {
	if s.names == nil {
		s.names = make(map[int32]string, len(s.globals))
		for symbol, g := range s.globals {
			s.names[g] = symbol[strings.LastIndexByte(symbol, '.')+1:]
		}
	}
	return s.names[n]
}

// Exceeded tells whether a bound was reached.
func (s *Solver) Exceeded() bool { return s.exhausted || s.truncated }

// Holds tells whether a node may hold an object, or one that has it in a field.
func (s *Solver) Holds(n, obj int32) bool {
	for _, v := range s.nodes[n].vals {
		in := &s.infos[v]
		if in.kind != anObject {
			continue
		}
		if in.obj == obj {
			return true
		}
		for _, name := range s.objects[in.obj].order {
			for _, w := range s.nodes[s.objects[in.obj].fields[name]].vals {
				if s.infos[w].kind == anObject && s.infos[w].obj == obj {
					return true
				}
			}
		}
	}
	return false
}

// Has tells whether a node may hold an object itself.
func (s *Solver) Has(n, obj int32) bool { return s.indexOf(n, s.objects[obj].self) >= 0 }

// Exhausted tells whether the analysis stopped before its end.
func (s *Solver) Exhausted() bool { return s.exhausted }
