package solve

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Named is a method, event, channel or feed that a message names.
type Named struct {
	Key  string // the field of the message: method, event, channel, name, feed
	Text Text
	Node int32
	Name string // what it says; "" where that is not known
	// Private holds where the message carries what only a holder of a key can: the token
	// of a private WebSocket, or the key with a challenge.
	Private bool
}

// messageKeys are the fields of a message that say what it asks for.
var messageKeys = map[string]bool{"method": true, "event": true, "channel": true, "name": true, "feed": true}

// proofKeys are the fields of a message that only a holder of a key can fill.
var proofKeys = map[string]bool{"token": true, "api_key": true, "original_challenge": true, "signed_challenge": true}

// Messages lists what the messages of an event name. They are structs, maps or text.
func (s *Solver) Messages(e Event) []Named {
	var out []Named
	for _, v := range s.nodes[e.Node].vals {
		in := s.infos[v]
		switch {
		case in.kind == anObject:
			out = append(out, s.inObject(in.obj)...)
		case in.isText():
			out = append(out, s.inText(v, e.Node)...)
		}
	}
	return out
}

// inObject finds the names in a message that is a struct or a map.
func (s *Solver) inObject(message int32) []Named {
	var out []Named
	private := false
	seen := make(map[int32]bool)
	var object func(obj int32, depth int)
	object = func(obj int32, depth int) {
		if seen[obj] || depth > 4 {
			return
		}
		seen[obj] = true
		o := &s.objects[obj]
		for _, field := range o.order {
			name, isKey := strings.CutPrefix(field, "[=")
			if !isKey {
				name = s.jsonName(o.typ, field)
			}
			n := o.fields[field]
			private = private || proofKeys[strings.ToLower(name)]
			for _, v := range s.nodes[n].vals {
				in := &s.infos[v]
				switch {
				case in.kind == anObject:
					object(in.obj, depth+1)
				case in.isText() && messageKeys[strings.ToLower(name)]:
					named := Named{Key: strings.ToLower(name), Text: v, Node: n}
					if in.kind == constText {
						named.Name = in.text
					}
					out = append(out, named)
				}
			}
		}
		for _, part := range s.partsOf(obj) { // embedded structs whose fields were set one by one
			object(part, depth+1)
		}
	}
	object(message, 0)
	for k := range out {
		out[k].Private = private
	}
	return out
}

// partsOf lists the structs that an object holds by value, where they were not put there
// whole. It is asked for when all is solved, and there are no more to come.
func (s *Solver) partsOf(obj int32) []int32 {
	if s.parts == nil {
		s.parts = make(map[int32][]int32)
		for id := range s.objects {
			if whole := s.objects[id].whole; whole > 0 {
				s.parts[whole-1] = append(s.parts[whole-1], int32(id))
			}
		}
	}
	return s.parts[obj]
}

// inText finds the names in a message that is written out as text.
func (s *Solver) inText(v value, n int32) []Named {
	text := s.Spell(v)
	if !strings.Contains(text, "{") {
		return nil
	}
	var doc any
	var out []Named
	private := false
	for key := range proofKeys {
		private = private || strings.Contains(text, `"`+key+`"`)
	}
	if json.Unmarshal([]byte(text), &doc) == nil {
		walkJSON(doc, 0, func(key, value string) {
			out = append(out, Named{Key: key, Text: v, Node: n, Name: knownName(value), Private: private})
		})
		return out
	}
	for _, key := range slices.Sorted(maps.Keys(messageKeys)) {
		rest := text
		for {
			_, after, ok := strings.Cut(rest, `"`+key+`"`)
			if !ok {
				break
			}
			rest = strings.TrimLeft(after, ": \t\n")
			if value, _, ok := strings.Cut(strings.TrimPrefix(rest, `"`), `"`); ok && strings.HasPrefix(rest, `"`) {
				out = append(out, Named{Key: key, Text: v, Node: n, Name: knownName(value), Private: private})
			}
		}
	}
	return out
}

// knownName is a name that is known whole, or "".
func knownName(spelled string) string {
	if strings.Contains(spelled, "*") {
		return ""
	}
	return spelled
}

func walkJSON(doc any, depth int, visit func(key, value string)) {
	if depth > 6 {
		return
	}
	switch d := doc.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(d)) {
			if text, ok := d[k].(string); ok && messageKeys[k] {
				visit(k, text)
			}
			walkJSON(d[k], depth+1, visit)
		}
	case []any:
		for _, v := range d {
			walkJSON(v, depth+1, visit)
		}
	}
}

// ChosenInKraken tells whether a client of Kraken wrote the name of a message, or put it
// into the message.
func (s *Solver) ChosenInKraken(n Named) bool {
	if at := s.infos[n.Text].at; at.pkg != nil && at.pkg.Kraken {
		return true
	}
	node, v := n.Node, n.Text
	for range 400 {
		k := s.indexOf(node, v)
		if k < 0 {
			return false
		}
		from := s.nodes[node].from[k]
		if s.inKraken(from.by) {
			return true
		}
		if from.node == 0 {
			return false
		}
		node, v = from.node, from.val
	}
	return false
}

// Answered tells whether a client decoded the text of a message from what it received: it
// subscribes again to what it had been subscribed to, which counts where that was done.
func (s *Solver) Answered(n Named) bool {
	answered, asked := false, false
	s.eachLeaf(n.Text, func(v value) {
		in := &s.infos[v]
		if in.kind != sourceText {
			return
		}
		own := in.at.pkg != nil && in.at.pkg.Kraken && !in.at.pkg.Main
		decoded := own && strings.HasPrefix(in.text, "config:") && s.decoded[v]
		answered, asked = answered || decoded, asked || !decoded
	})
	return answered && !asked
}

// looksLikeMessage holds for JSON that says what is asked for.
func looksLikeMessage(text string) bool {
	return strings.Contains(text, "{") && (strings.Contains(text, `"method"`) || strings.Contains(text, `"event"`) || strings.Contains(text, `"feed"`))
}
