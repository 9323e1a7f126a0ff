package solve

import (
	"reflect"
	"slices"
	"strings"
)

// request follows net/http: an object with the URL and the method.
func (c *call) request() {
	switch c.m.args[0] {
	case "new":
		obj := c.s.alloc(c.i, "net/http.Request", "request")
		c.s.objects[obj].opaque = true
		verb, url := c.node(c.arg(1)), c.node(c.arg(2))
		c.s.flow(verb, c.s.field(obj, "Method"), c.i)
		u := c.s.part(obj, "URL")
		c.s.objects[u].typ = "net/url.URL"
		c.s.flow(url, c.s.field(u, "$raw"), c.i)
		c.put1(c.s.field(obj, "URL"), c.s.objects[u].self)
		c.put1(c.ret(0), c.s.objects[obj].self)
		c.s.event(Event{Kind: Request, By: c.i, Node: url, Verb: verb, Object: obj})
	case "blank":
		obj := c.s.alloc(c.i, "", "request")
		c.s.objects[obj].opaque = true
		c.put1(c.ret(0), c.s.objects[obj].self)
	case "send":
		c.s.event(Event{Kind: Request, By: c.i, Node: c.node(c.arg(2)), Object: -1})
	case "withcontext":
		c.handOn(0, c.ret(0))
		for _, obj := range c.objects(0) {
			c.s.flow(c.node(1), c.s.field(obj, "ctx"), c.i)
		}
	case "context":
		for _, obj := range c.objects(0) {
			c.s.flow(c.s.field(obj, "ctx"), c.ret(0), c.i)
		}
	case "do":
		for _, obj := range c.objects(c.arg(1)) {
			if c.s.objects[obj].opaque {
				continue // its making was the request
			}
			n := c.s.field(obj, "URL")
			c.s.wait(n, c.i)
			c.s.stored(c.i, obj, "URL", n)
		}
	}
}

// url follows net/url: $raw is the text that a URL was made of.
func (c *call) url() {
	switch c.m.args[0] {
	case "parse":
		obj := c.s.alloc(c.i, "net/url.URL", "url")
		c.s.flow(c.node(0), c.s.field(obj, "$raw"), c.i)
		c.put1(c.ret(0), c.s.objects[obj].self)
	case "string":
		for _, obj := range c.objects(0) {
			c.s.flow(c.urlText(obj), c.ret(0), c.i)
		}
	case "join", "resolve":
		out := c.s.alloc(c.i, "net/url.URL", "url")
		to := c.s.field(out, "$raw")
		for _, obj := range c.objects(0) {
			base := c.urlText(obj)
			c.joinURL(base, to)
		}
		c.put1(c.ret(0), c.s.objects[out].self)
	}
}

// joinURL adds the other arguments to a base: path elements, or a reference.
func (c *call) joinURL(base, to int32) {
	choices, nodes := [][]value{c.s.texts(base, false)}, []int32{base}
	c.s.wait(base, c.i)
	for k := 1; k < len(c.args); k++ {
		n := c.node(k)
		for _, obj := range c.objects(k) {
			if c.m.args[0] == "resolve" {
				n = c.urlText(obj)
			} else if c.spread {
				elems, elemNodes := c.s.sequence(obj, c.i)
				choices, nodes = append(choices, elems...), append(nodes, elemNodes...)
			}
			c.s.wait(n, c.i)
		}
		if list := c.trimmed(c.s.texts(n, false), false, false); len(list) > 0 {
			choices, nodes = append(choices, list), append(nodes, n)
		}
	}
	c.s.combine(c.i, choices, nodes, to, "/")
}

// urlText is a node with what a URL prints as.
func (c *call) urlText(obj int32) int32 {
	raw, host, path := c.s.field(obj, "$raw"), c.s.field(obj, "Host"), c.s.field(obj, "Path")
	text := c.s.field(obj, "$text")
	for _, n := range []int32{raw, host, path} {
		c.s.wait(n, c.i)
	}
	c.s.flow(raw, text, c.i)
	choices, nodes := [][]value{}, []int32{}
	for _, n := range []int32{host, path} {
		if list := c.s.texts(n, false); len(list) > 0 {
			choices, nodes = append(choices, list), append(nodes, n)
		}
	}
	if len(nodes) == 1 && nodes[0] == host {
		choices[0] = c.s.constants(choices[0]) // the path may be seen later, and then nothing takes back "*"
	}
	if len(choices) > 0 && len(choices[0]) > 0 {
		c.s.combine(c.i, choices, nodes, text, "")
	}
	return text
}

// constants are those of some texts that are known.
func (s *Solver) constants(texts []value) []value {
	return slices.DeleteFunc(slices.Clone(texts), func(v value) bool { return s.infos[v].kind != constText })
}

// resty follows clients that build a request in a chain of calls.
func (c *call) resty() {
	switch c.m.args[0] {
	case "base":
		for _, obj := range c.objects(0) {
			c.s.flow(c.node(c.arg(2)), c.s.field(obj, "BaseURL"), c.i)
		}
		c.handOn(0, c.ret(0))
	case "new":
		for _, client := range c.objects(0) {
			obj := c.s.alloc(c.i, strings.TrimPrefix(c.s.op(c.i).Ret, "-"), "request")
			c.s.objects[obj].opaque, c.s.objects[obj].maker = true, client+1
			c.s.inherit(obj, client)
			c.put1(c.ret(0), c.s.objects[obj].self)
		}
	case "send":
		for _, obj := range append(c.objects(0), -1) {
			c.s.event(Event{Kind: Request, By: c.i, Node: c.node(c.arg(2)), Object: obj})
			if obj >= 0 && len(c.objects(0)) > 0 {
				break
			}
		}
		if c.flag("chain") {
			c.handOn(0, c.ret(0))
		}
	case "sendfields":
		for _, obj := range c.objects(0) {
			c.s.event(Event{Kind: Request, By: c.i, Node: c.s.field(obj, "URL"), Verb: c.s.field(obj, "Method"), Object: obj})
		}
	}
}

// message is sent over a WebSocket.
func (c *call) message() {
	c.s.event(Event{Kind: Message, By: c.i, Node: c.node(c.arg(0)), Object: -1})
}

// marshal is a message only if it is of a Kraken client: others are data.
func (c *call) marshal() {
	c.s.event(Event{Kind: Message, By: c.i, Node: c.node(0), Object: -1})
	c.put1(c.ret(0), c.s.unknown(c.s.at(c.i)))
}

// jsonName is the name of a field in JSON.
func (s *Solver) jsonName(typ, field string) string {
	if f := s.fieldOf(typ, field); f != nil {
		if name := jsonName(f.Tag); name != "" {
			return name
		}
	}
	return field
}

func jsonName(tag string) string {
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name
}
