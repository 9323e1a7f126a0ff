package keyflow

import (
	"strconv"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
)

// charge gives each private request to the keys that it is made with.
func (a *appRun) charge() {
	charged := make(map[int32]bool)
	for _, e := range a.s.Events {
		switch e.Kind {
		case solve.Request:
			a.chargeRequest(e, charged)
		case solve.Reflect, solve.Given:
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
			if v == unclear && sure { // it is signed for Kraken, wherever the address begins
				name, v = judgeEnd(verb, a.s.Spell(t))
			}
			switch {
			case v == private:
				a.add(near, name, e, t)
				resolved = true
			case v == unclear && (sure || strings.Contains(a.s.Spell(t), "private")):
				a.unknown(near, e, t, "asks Kraken for an endpoint that is not known: "+shown(a.s.Spell(t)))
				resolved = true
			case v == nothing:
				resolved = true
			}
		}
	}
	if len(texts) == 0 && sure {
		a.unknown(near, e, 0, "asks Kraken for an endpoint that is not known")
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
		if v == nothing || !a.ofKraken(e, n) {
			continue
		}
		near, _ := a.near(e)
		at := e
		at.Node = n.Node
		if v == private {
			a.add(near, name, at, n.Text)
		} else if !a.s.Answered(n) {
			a.unknown(near, at, n.Text, "sends Kraken a message whose "+n.Key+" is not known")
		}
	}
}

// ofKraken tells whether a message goes to Kraken.
func (a *appRun) ofKraken(e solve.Event, n solve.Named) bool {
	return a.s.InKraken(e) || a.s.ChosenInKraken(n) || a.asksForToken()
}

// chargeReflected leaves open what a client is asked for by reflection, or by code that
// is not known.
func (a *appRun) chargeReflected(e solve.Event) {
	what, holds := "calls a method by reflection that may ask Kraken for anything", a.s.Holds
	if e.Kind == solve.Given {
		what, holds = "hands a client to code that is not known and may ask Kraken for anything", a.s.Has
	}
	for i, k := range a.sinks {
		if k.Kind == solve.Enter && len(a.owners[i]) > 0 && holds(e.Node, k.Object) {
			a.unknown([]int{i}, e, 0, what)
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

// unknown notes the call of the program that makes the answer incomplete.
func (a *appRun) unknown(near []int, e solve.Event, t solve.Text, what string) {
	at := a.s.Asker(e, t, a.own.Module)
	step := Step{Place: a.place(at.Place), Function: display(at.Function), Message: what + a.arguments(at, t)}
	for _, i := range near {
		for _, k := range a.owners[i] {
			if w := (witnessKey{k, "?" + step.File + string(rune(step.Line)) + string(rune(step.Column))}); !a.wit[w] {
				a.wit[w] = true
				a.keys[k].Unknown = append(a.keys[k].Unknown, step)
			}
		}
	}
}

// arguments says which arguments of a call hold what is not known of a text.
func (a *appRun) arguments(at solve.Move, t solve.Text) string {
	if t == 0 || at.Callee == "" {
		return ""
	}
	var numbers []string
	for _, n := range a.s.Holding(at, t) {
		numbers = append(numbers, strconv.Itoa(n))
	}
	if len(numbers) == 0 {
		return ""
	}
	return ", from argument " + strings.Join(numbers, " and ") + " of " + display(at.Callee)
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
