package solve

import (
	"encoding/json"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Named is a method, event, channel or feed that a message names.
type Named struct {
	Key  string // the field of the message: method, event, channel, name, feed
	Text Text
	Node int32
	Name string // what it says; "" where that is not known
}

// messageKeys are the fields of a message that say what it asks for.
var messageKeys = map[string]bool{"method": true, "event": true, "channel": true, "name": true, "feed": true}

// Messages lists what the messages of an event name. They are structs, maps or text.
func (s *Solver) Messages(e Event) []Named {
	var out []Named
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
	for _, v := range s.nodes[e.Node].vals {
		in := s.infos[v]
		switch {
		case in.kind == anObject:
			object(in.obj, 0)
		case in.isText():
			out = append(out, s.inText(v, e.Node)...)
		}
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
	if json.Unmarshal([]byte(text), &doc) == nil {
		walkJSON(doc, 0, func(key, value string) {
			out = append(out, Named{Key: key, Text: v, Node: n, Name: value})
		})
		return out
	}
	for key := range messageKeys {
		rest := text
		for {
			_, after, ok := strings.Cut(rest, `"`+key+`"`)
			if !ok {
				break
			}
			rest = strings.TrimLeft(after, ": \t\n")
			if value, _, ok := strings.Cut(strings.TrimPrefix(rest, `"`), `"`); ok && strings.HasPrefix(rest, `"`) {
				name := value
				if strings.Contains(name, "*") {
					name = ""
				}
				out = append(out, Named{Key: key, Text: v, Node: n, Name: name})
			}
		}
	}
	return out
}

func walkJSON(doc any, depth int, visit func(key, value string)) {
	if depth > 6 {
		return
	}
	switch d := doc.(type) {
	case map[string]any:
		for k, v := range d {
			if text, ok := v.(string); ok && messageKeys[k] {
				visit(k, text)
			}
			walkJSON(v, depth+1, visit)
		}
	case []any:
		for _, v := range d {
			walkJSON(v, depth+1, visit)
		}
	}
}

// Chosen is the package in which the name of a message was written.
func (s *Solver) Chosen(n Named) ir.Package {
	if at := s.infos[n.Text].at; at.pkg != nil {
		return *at.pkg
	}
	return ir.Package{}
}

// looksLikeMessage holds for JSON that says what is asked for.
func looksLikeMessage(text string) bool {
	return strings.Contains(text, "{") && (strings.Contains(text, `"method"`) || strings.Contains(text, `"event"`) || strings.Contains(text, `"feed"`))
}
