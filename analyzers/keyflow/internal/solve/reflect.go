package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// reflect follows calls by reflection: of functions, of what is in fields, and of methods
// by their name.
func (c *call) reflect() {
	switch c.m.args[0] {
	case "value", "type":
		obj := c.s.alloc(c.i, map[string]string{"value": "reflect.Value", "type": "reflect.Type"}[c.m.args[0]], "reflected")
		c.s.flow(c.node(0), c.s.field(obj, "[]"), c.i)
		c.callArgs()
		c.put1(c.ret(0), c.s.objects[obj].self)
	case "fields":
		c.reflectFields()
	case "method":
		for _, obj := range c.objects(0) {
			n := c.s.field(obj, "[]")
			c.s.wait(n, c.i)
			names, known := c.s.keysOf(c.node(1))
			if !known || len(names) == 0 {
				c.s.event(Event{Kind: Reflect, By: c.i, Node: n, Object: -1})
			}
			for _, name := range names {
				c.methodByName(n, name)
			}
		}
	case "given":
		c.callArgs()
		c.s.event(Event{Kind: Reflect, By: c.i, Node: c.node(c.arg(1)), Object: -1})
	case "any":
		for _, obj := range c.objects(0) {
			c.s.event(Event{Kind: Reflect, By: c.i, Node: c.s.field(obj, "[]"), Object: -1})
		}
	}
}

func (c *call) methodByName(n int32, name string) {
	for _, v := range c.s.nodes[n].vals {
		c.eachMethod(v, func(m *ir.Method) {
			if strings.HasPrefix(m.Key, name+"(") {
				c.s.invokeWith(c.i, m.Key, v, nil, nil, nil)
			}
		})
	}
}

func (c *call) eachMethod(v value, visit func(*ir.Method)) {
	in := c.s.infos[v]
	if in.kind != anObject {
		return
	}
	if t := c.s.prog.types[c.s.objects[in.obj].typ]; t != nil {
		for k := range t.Methods {
			visit(&t.Methods[k])
		}
	}
}

// reflectFields is some field of a struct. What is a function there is called.
func (c *call) reflectFields() {
	c.s.late[c.i] = true
	out := c.s.alloc(c.i, "reflect.Value", "fields")
	to := c.s.field(out, "[]")
	for _, reflected := range c.objects(0) {
		n := c.s.field(reflected, "[]")
		c.s.wait(n, c.i)
		for _, v := range c.s.nodes[n].vals {
			if in := c.s.infos[v]; in.kind == anObject {
				for _, name := range c.s.objects[in.obj].order {
					c.s.flow(c.s.objects[in.obj].fields[name], to, c.i)
				}
			}
		}
	}
	c.s.wait(to, c.i)
	for k := 0; k < len(c.s.nodes[to].vals); k++ {
		c.s.callUnknown(c.i, c.s.nodes[to].vals[k])
	}
	c.put1(c.ret(0), c.s.objects[out].self)
}

// export lets anybody call the exported methods of an object: all of them, or those that
// net/rpc takes.
func (c *call) export() {
	for k := 0; k < len(c.values(c.arg(0))); k++ {
		v := c.values(c.arg(0))[k]
		c.eachMethod(v, func(m *ir.Method) {
			name, _, _ := strings.Cut(m.Key, "(")
			if !isExported(name) || c.flag("rpc") && !strings.HasPrefix(loosen(m.Key), "~"+name+"/2/1") {
				return
			}
			c.s.invokeWith(c.i, m.Key, v, nil, nil, nil)
		})
	}
}

func isExported(name string) bool {
	name = strings.TrimPrefix(name, "~")
	return name != "" && strings.ToUpper(name[:1]) == name[:1] && name[0] != '_'
}

// foreignValue is a value of code that is not there.
func (c *call) foreignValue() {
	obj := c.s.alloc(c.i, "", "foreign")
	c.s.objects[obj].opaque = true
	c.put1(c.ret(0), c.s.objects[obj].self)
}

// each calls a function with every element of a container.
func (c *call) each() {
	elements := c.s.scratch(c.i)
	for _, obj := range c.containers(c.arg(0)) {
		c.s.elements(obj, elements)
	}
	for k := 0; k < len(c.values(c.arg(1))); k++ {
		c.s.callNodes(c.i, c.values(c.arg(1))[k], elements)
	}
}

// pull turns an iterator into a function whose results are what it yields.
func (c *call) pull() {
	for k := 0; k < len(c.values(0)); k++ {
		c.s.iterate(c.i, c.values(0)[k])
	}
}
