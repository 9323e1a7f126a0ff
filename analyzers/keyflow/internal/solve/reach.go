package solve

import (
	"slices"
	"sort"
)

// Near finds the sinks that belong to an event: those on the same request, else those in
// the function that does it or below, else in the nearest caller that has some.
func (s *Solver) Near(e Event, sinks []Sink) (near []Sink, sure bool) {
	if near = s.sameRequest(e, sinks); len(near) > 0 {
		return near, true
	}
	at := make(map[int32][]Sink)
	for _, k := range sinks {
		at[k.By.act] = append(at[k.By.act], k)
	}
	if near = s.below(e.By.act, at); len(near) > 0 {
		return near, true
	}
	seen := map[int32]bool{e.By.act: true}
	level := []int32{e.By.act}
	for len(level) > 0 {
		var next []int32
		for _, a := range level {
			for _, c := range s.acts[a].callers {
				if seen[c.by.act] {
					continue
				}
				seen[c.by.act] = true
				if found := s.below(c.by.act, at); len(found) > 0 {
					near = append(near, found...)
				} else {
					next = append(next, c.by.act)
				}
			}
		}
		level = next
	}
	return near, false
}

// sameRequest are the sinks that set a header of the event's request.
func (s *Solver) sameRequest(e Event, sinks []Sink) []Sink {
	if e.Kind != Request || e.Object < 0 {
		return nil
	}
	var out []Sink
	maker := s.objects[e.Object].maker - 1
	for _, k := range sinks {
		if k.Object < 0 || k.Kind != APIKey {
			continue
		}
		if k.Object == e.Object || k.Object == maker || s.objects[k.Object].whole == e.Object+1 {
			out = append(out, k)
		}
	}
	return out
}

// below are the sinks in an activation and in what it calls.
func (s *Solver) below(act int32, at map[int32][]Sink) []Sink {
	var out []Sink
	seen := map[int32]bool{act: true}
	work := []int32{act}
	for len(work) > 0 {
		a := work[len(work)-1]
		work = work[:len(work)-1]
		out = append(out, at[a]...)
		for _, c := range s.acts[a].calls {
			if !seen[c] {
				seen[c] = true
				work = append(work, c)
			}
		}
	}
	return out
}

// Hop is a call on the way from a root to an event.
type Hop struct {
	Move
	Dynamic bool
}

// Witness is a way of calls from a root to an event: the one with the fewest dynamic
// calls, of those the shortest. Where the text was chosen in a function that the way can
// lead through, it does.
func (s *Solver) Witness(e Event, t Text) []Hop {
	via := s.chooser(e, t)
	var hops []Hop
	if via >= 0 && via != e.By.act {
		first, ok1 := s.shortest(via, -1)
		second, ok2 := s.shortest(e.By.act, via)
		if ok1 && ok2 {
			hops = slices.Concat(first, second)
		}
	}
	if hops == nil {
		hops, _ = s.shortest(e.By.act, -1)
	}
	if m, ok := s.move(e.By); ok {
		hops = append(hops, Hop{Move: m})
	}
	return hops
}

// chooser is the activation that brought the constant into play, or -1.
func (s *Solver) chooser(e Event, t Text) int32 {
	n, v := s.holder(e.Node, t, 0), t
	for range 400 {
		k := s.indexOf(n, v)
		if k < 0 {
			return -1
		}
		from := s.nodes[n].from[k]
		if from.node == 0 {
			return from.by.act
		}
		n, v = from.node, from.val
	}
	return -1
}

// dynamicCost makes a call that is not static longer than any static way.
const dynamicCost = 1000

// shortest searches backwards from an activation to a given one, or to any root.
func (s *Solver) shortest(act, to int32) ([]Hop, bool) {
	type state struct {
		cost int
		next int32
		via  caller
	}
	dist := map[int32]state{act: {next: -1}}
	open := []int32{act}
	done := make(map[int32]bool)
	for len(open) > 0 {
		sort.SliceStable(open, func(i, j int) bool { return dist[open[i]].cost < dist[open[j]].cost })
		a := open[0]
		open = open[1:]
		if done[a] {
			continue
		}
		done[a] = true
		if a == to || to < 0 && s.acts[a].root {
			var hops []Hop
			for a != act {
				st := dist[a]
				if m, ok := s.move(st.via.by); ok {
					m.Callee = s.acts[st.next].fn.Name
					hops = append(hops, Hop{m, st.via.dynamic})
				}
				a = st.next
			}
			return hops, true
		}
		for _, c := range s.acts[a].callers {
			cost := dist[a].cost + 1
			if c.dynamic {
				cost += dynamicCost
			}
			if old, ok := dist[c.by.act]; !ok || cost < old.cost {
				dist[c.by.act] = state{cost, a, c}
				open = append(open, c.by.act)
			}
		}
	}
	return nil, false
}

// Spell writes a string with "*" for what is not known of it.
func (s *Solver) Spell(t Text) string {
	in := s.infos[t]
	switch in.kind {
	case constText:
		return spellConstant(in.text)
	case joinedText:
		out := ""
		for _, p := range in.parts {
			out += s.Spell(p)
		}
		return out
	}
	return "*"
}

func spellConstant(t string) string {
	out := []byte(t)
	for k := range out {
		if out[k] == anyText[0] {
			out[k] = '*'
		}
	}
	return string(out)
}

// Receiver tells which object the event's function works on, to join the halves of a key;
// -1 where it is none.
func (s *Solver) Receiver(e Event) int32 {
	if e.Kind == Enter {
		return e.Object
	}
	return s.ctxs[s.acts[e.By.act].ctx].self - 1
}

// Act is the activation of an event.
func (s *Solver) Act(e Event) int32 { return e.By.act }

// InKraken tells whether the event stands in a client of Kraken.
func (s *Solver) InKraken(e Event) bool { return s.inKraken(e.By) }

// CalledFrom tells whether an event's activation, or one that calls it within some steps,
// is in a set.
func (s *Solver) CalledFrom(e Event, set map[int32]bool, steps int) bool {
	level := []int32{e.By.act}
	seen := map[int32]bool{e.By.act: true}
	for ; steps >= 0; steps-- {
		var next []int32
		for _, a := range level {
			if set[a] {
				return true
			}
			for _, c := range s.acts[a].callers {
				if !seen[c.by.act] {
					seen[c.by.act] = true
					next = append(next, c.by.act)
				}
			}
		}
		level = next
	}
	return false
}
