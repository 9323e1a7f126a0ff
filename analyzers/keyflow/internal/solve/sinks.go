package solve

import "strings"

// EventKind is what happens at an op that matters to Kraken.
type EventKind uint8

// The events. Node holds the values in question.
const (
	APIKey      EventKind = iota + 1 // an API key is sent: the key header, api_key of a challenge
	HMACKey                          // the key of an HMAC-SHA512 that signs for Kraken
	Sign                             // a signature is sent
	Enter                            // a value enters a field that ends in one of the above
	Request                          // a URL is asked for
	Message                          // a WebSocket message is sent
	Signed                           // what an HMAC was computed over
	Reflect                          // a method is called of which the name is not known
	Given                            // code that is not known is given a value
	OtherHeader                      // some other header of a request that a Kraken client may send
)

// Event is something that an op does, with the node that has the values.
type Event struct {
	Kind    EventKind
	By      inst
	Node    int32
	Verb    int32 // Request: node of the HTTP method; 0 where there is none
	Object  int32 // HMACKey: the HMAC; Enter, Request: the object, -1 for none
	Private bool  // Enter: the private half
	Futures bool
	Either  bool   // HMACKey, Enter: it may be of both exchanges
	Field   string // Enter
	Weak    bool   // HMACKey: counts only if its result is sent as a signature
}

func (s *Solver) event(e Event) {
	if _, ok := s.eventKeys[e]; !ok && e.By != nowhere {
		s.eventKeys[e] = struct{}{}
		s.Events = append(s.Events, e)
	}
}

// inKraken tells whether an op stands in a client of Kraken.
func (s *Solver) inKraken(i inst) bool { return i.act >= 0 && s.acts[i.act].fn.pkg.Kraken }

// headerKind sorts header names. API-Key and APIKey are used by others too, so that the
// name alone says nothing outside a Kraken client.
func headerKind(name string) (kind EventKind, futures bool) {
	switch strings.ToLower(name) {
	case "api-key":
		return APIKey, false
	case "apikey":
		return APIKey, true
	case "api-sign":
		return Sign, false
	case "authent":
		return Sign, true
	}
	return 0, false
}

// header is a call that sets a header.
func (c *call) header() {
	for _, v := range c.values(c.arg(1)) {
		in := c.s.infos[v]
		if in.kind != constText {
			continue
		}
		on := c.objects(c.arg(0))
		if len(on) == 0 {
			on = []int32{-1}
		}
		for _, n := range c.s.valuesOf(c.i, in.text, c.variable(c.arg(1)), c.variable(c.arg(2))) {
			for _, obj := range on {
				c.s.headerSet(c.i, in, n, obj)
			}
		}
	}
	if c.flag("chain") {
		c.handOn(0, c.ret(0))
	}
}

// headerSet records a header of the object, be it the headers or the request.
func (s *Solver) headerSet(i inst, name info, n, obj int32) {
	kind, futures := headerKind(name.text)
	if kind == 0 && s.inKraken(i) {
		s.event(Event{Kind: OtherHeader, By: i, Node: n, Object: obj})
	}
	if kind != 0 && (s.inKraken(i) || name.at.pkg != nil && name.at.pkg.Kraken) {
		s.event(Event{Kind: kind, By: i, Node: n, Object: obj, Futures: futures})
	}
}

// headers sets all headers of a map.
func (c *call) headers() {
	for _, m := range c.objects(c.arg(1)) {
		for _, name := range c.s.objects[m].order {
			if key, ok := strings.CutPrefix(name, "[="); ok {
				for _, obj := range c.objects(0) {
					c.s.headerSet(c.i, info{text: key}, c.s.objects[m].fields[name], obj)
				}
			}
		}
	}
	if c.flag("chain") {
		c.handOn(0, c.ret(0))
	}
}

// stored looks at a store into a field or an element: fields that end in a key, entries
// of header maps, parts of URLs, functions in the fields of foreign types.
func (s *Solver) stored(i inst, obj int32, name string, n int32) {
	typ := s.objects[obj].typ
	if sink, ok := s.prog.sinks[typ+"."+name]; ok {
		s.event(Event{Kind: Enter, By: i, Node: n, Object: obj, Private: sink.Private, Futures: sink.Product == "futures", Either: sink.Product == "", Field: sink.Field})
	}
	if key, ok := strings.CutPrefix(name, "[="); ok {
		s.entryStored(i, key, n, obj)
		return
	}
	switch {
	case typ == "net/url.URL" && (name == "Path" || name == "RawPath" || name == "Opaque"):
		s.event(Event{Kind: Request, By: i, Node: n, Object: obj})
	case typ == "net/http.Request" && name == "URL":
		for _, v := range s.nodes[n].vals {
			if in := &s.infos[v]; in.kind == anObject {
				s.event(Event{Kind: Request, By: i, Node: s.field(in.obj, "$raw"), Verb: s.field(obj, "Method"), Object: obj})
			}
		}
	case s.foreign(typ):
		s.wait(n, i)
		for k := 0; k < len(s.nodes[n].vals); k++ {
			s.callStored(i, s.nodes[n].vals[k])
		}
	}
	s.fieldStored(i, typ, name, n)
}

// entryStored is m[key] = value.
func (s *Solver) entryStored(i inst, key string, n, obj int32) {
	if !s.inKraken(i) {
		return
	}
	kind, futures := headerKind(key)
	if kind == APIKey && futures && key != "APIKey" && key != "Apikey" {
		return // "apiKey" is what many a configuration says
	}
	if kind != 0 {
		s.event(Event{Kind: kind, By: i, Node: n, Object: obj, Futures: futures})
	}
	switch key {
	case "api_key":
		if s.acts[i.act].fn.pkg.Futures {
			s.event(Event{Kind: APIKey, By: i, Node: n, Object: -1, Futures: true})
		}
	case "signed_challenge":
		s.event(Event{Kind: Sign, By: i, Node: n, Object: -1, Futures: true})
	}
}

// fieldStored is the api_key of a futures subscription, by its name in JSON.
func (s *Solver) fieldStored(i inst, typ, name string, n int32) {
	t := s.prog.types[typ]
	if t == nil || !t.pkg.Kraken {
		return
	}
	switch s.jsonName(typ, name) {
	case "api_key":
		for k := range t.Fields {
			if j := jsonName(t.Fields[k].Tag); j == "signed_challenge" || j == "original_challenge" {
				s.event(Event{Kind: APIKey, By: i, Node: n, Object: -1, Futures: true})
				return
			}
		}
	case "signed_challenge":
		s.event(Event{Kind: Sign, By: i, Node: n, Object: -1, Futures: true})
	}
}

// foreign types are those whose source is not there; whoever made them calls what is in them.
func (s *Solver) foreign(typ string) bool {
	if typ == "" || s.prog.types[typ] != nil {
		return false
	}
	dot := strings.LastIndexByte(typ, '.')
	return dot > 0 && s.prog.paths[typ[:dot]] == nil && typ != "net/url.URL"
}

// callStored calls a function that a foreign object was given, and serves HTTP with a handler.
func (s *Solver) callStored(i inst, v value) {
	in := s.infos[v]
	if in.kind != anObject {
		s.callUnknown(i, v)
		return
	}
	if t := s.prog.types[s.objects[in.obj].typ]; t != nil {
		for _, m := range t.Methods {
			if strings.HasPrefix(m.Key, "ServeHTTP(") {
				s.invokeWith(i, m.Key, v, nil, nil, nil)
			}
		}
	}
}

// makes512 tells whether a function makes a SHA-512, itself or by a call in it.
func (s *Solver) makes512(v value) bool {
	const sha512 = "crypto/sha512."
	in := &s.infos[v]
	if in.kind == anObject {
		return true // a function in a box, or one that is not known
	}
	if f := s.prog.funcs[in.text]; f != nil {
		for k := range f.Ops {
			if strings.HasPrefix(f.Ops[k].Text, sha512) {
				return true
			}
		}
	}
	return strings.HasPrefix(in.text, sha512)
}

// hmac follows crypto/hmac: an object with the key and the message.
func (c *call) hmac() {
	switch c.m.args[0] {
	case "new":
		c.newHMAC()
	case "write":
		for _, obj := range c.objects(c.arg(1)) {
			c.s.flow(c.node(c.arg(2)), c.s.field(obj, "msg"), c.i)
		}
	case "sum":
		for _, obj := range c.objects(c.arg(1)) {
			c.put1(c.ret(0), c.s.signatureOf(obj))
		}
	}
}

func (c *call) newHMAC() {
	obj := c.s.alloc(c.i, "hash.Hash", "hmac")
	n := c.s.field(obj, "key")
	c.s.flow(c.node(2), n, c.i)
	c.s.flow(c.node(1), n, c.i)
	c.put1(c.ret(0), c.s.objects[obj].self)
	is512 := len(c.values(0)) == 0
	for _, v := range c.values(0) {
		is512 = is512 || c.s.makes512(v)
	}
	pkg := c.s.acts[c.i.act].fn.pkg
	if is512 {
		c.s.event(Event{Kind: HMACKey, By: c.i, Node: c.node(1), Object: obj, Futures: pkg.Futures, Either: pkg.Spot && pkg.Futures, Weak: !pkg.Kraken})
		c.s.event(Event{Kind: Signed, By: c.i, Node: c.s.field(obj, "msg"), Object: obj})
	}
}
