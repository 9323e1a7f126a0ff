package solve

import "github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"

// implicit are the methods that printing, logging and encoding call.
var implicit = []string{
	"~String/0/1", "~Error/0/1", "~GoString/0/1", "~Format/2/0", "~LogValue/0/1",
	"~MarshalJSON/0/2", "~MarshalText/0/2", "~MarshalBinary/0/2", "~MarshalXML/2/1", "~MarshalYAML/0/2", "~GobEncode/0/2",
}

// printing are the packages that call them.
var printing = map[string]bool{
	"fmt": true, "encoding/json": true, "encoding/xml": true, "encoding/gob": true, "log": true, "log/slog": true,
	"sirupsen/logrus": true, "go.uber.org/zap": true, "rs/zerolog": true, "rs/zerolog/log": true,
}

// writtenOut calls those methods of what is printed or encoded that send something. The
// others are no more than text.
func (c *call) writtenOut(v value) {
	in := c.s.infos[v]
	if in.kind != anObject {
		return
	}
	typ := c.s.objects[in.obj].typ
	if c.s.prog.types[typ] == nil {
		for _, name := range c.s.objects[in.obj].order {
			if isElement(name) {
				for _, w := range c.s.nodes[c.s.objects[in.obj].fields[name]].vals {
					if inner := &c.s.infos[w]; inner.kind == anObject && c.s.prog.types[c.s.objects[inner.obj].typ] != nil {
						c.writtenOut(w)
					}
				}
			}
		}
		return
	}
	for _, key := range implicit {
		if m := c.s.prog.types[typ].methods[key]; m != nil && c.s.prog.sends(m.Func) {
			c.s.invokeWith(c.i, m.Key, v, nil, nil, nil)
		}
	}
}

// sends tells whether a function may send a request: itself, through functions that it
// calls or makes, or through a method by its name.
func (p *Program) sends(symbol string) bool {
	if p.senders == nil {
		p.senders = make(map[string]bool)
		methods := make(map[string]bool)
		for p.spreadSenders(methods) {
		}
	}
	return p.senders[symbol]
}

// spreadSenders adds the functions that lead to a sender in one step. It is false where
// there are no more.
func (p *Program) spreadSenders(methods map[string]bool) bool {
	grown := false
	for symbol, f := range p.funcs {
		if !p.senders[symbol] && p.sendsNow(f, methods) {
			p.senders[symbol], grown = true, true
			if f.parent != nil {
				p.senders[f.parent.Name] = true
			}
		}
	}
	for _, t := range p.types {
		for k := range t.Methods {
			if p.senders[t.Methods[k].Func] {
				methods[loosen(t.Methods[k].Key)] = true
			}
		}
	}
	return grown
}

var sendingEffects = map[string]bool{"request": true, "resty": true, "message": true, "hmac": true}

func (p *Program) sendsNow(f *fn, methods map[string]bool) bool {
	for k := range f.Ops {
		op := &f.Ops[k]
		switch op.Kind {
		case ir.Call, ir.FuncRef, ir.Bind:
			if m := modelled(op.Text); p.senders[op.Text] || m != nil && sendingEffects[m.effect] {
				return true
			}
		case ir.Invoke:
			if methods[loosen(op.Text)] {
				return true
			}
		}
	}
	return false
}
