package solve

import (
	"strconv"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// call is a call of a modelled function.
type call struct {
	s      *Solver
	i      inst
	m      *model
	args   []ir.Var
	rets   []ir.Var
	symbol string
	recv   value // stands for args[0] where set
	spread bool  // the last argument is a slice of the variadic ones
}

// effects are what the second column of models.tsv may say.
var effects map[string]func(*call)

func init() { //nolint:gochecknoinits // breaks the cycle between the table and the effects that evaluate calls
	effects = map[string]func(*call){
		"nothing": func(*call) {}, "text": (*call).text, "list": (*call).list, "derive": (*call).derive,
		"pass": (*call).pass, "assign": (*call).assign, "source": (*call).source, "fill": (*call).fill, "fillresult": (*call).fillResult,
		"result": (*call).result, "call": (*call).callArgs, "put": (*call).put, "get": (*call).get, "putget": (*call).putGet,
		"getpart": (*call).getPart, "reader": (*call).reader, "unknown": (*call).unknown, "setenv": (*call).setenv,
		"environ": (*call).environ, "embedded": (*call).embedded, "flagvar": (*call).flagVar, "flagvalue": (*call).flagValue, "flagref": (*call).flagRef, "flagfunc": (*call).flagFunc, "flagenv": (*call).flagEnv, "flagof": (*call).flagOf, "flagged": (*call).flagged,
		"config": (*call).config, "secret": (*call).secret, "secretnamed": (*call).secretNamed, "ref": (*call).ref, "deref": (*call).deref,
		"hmac": (*call).hmac, "request": (*call).request, "header": (*call).header, "headers": (*call).headers, "url": (*call).url,
		"resty": (*call).resty, "message": (*call).message, "marshal": (*call).marshal, "fprintf": (*call).fprintf, "fprint": (*call).fprint,
		"decodeinto": (*call).decodeInto, "mapvalues": (*call).mapValues, "mapkeys": (*call).mapKeys, "copyfields": (*call).copyFields,
		"passlists": (*call).pass, "replacer": (*call).replacer, "replaced": (*call).replaced, "withvalue": (*call).withValue,
		"reflect": (*call).reflect, "rows": (*call).rows, "export": (*call).export, "foreign": (*call).foreignValue,
		"each": (*call).each, "pull": (*call).pull, "container": (*call).container, "invoke": (*call).invoke, "keyed": (*call).keyed, "anyof": (*call).ofItsType,
	}
}

func (s *Solver) apply(c *call) {
	if printing[c.m.path] {
		for k := range c.args {
			for _, v := range c.values(k) {
				c.writtenOut(v)
			}
		}
	}
	effects[c.m.effect](c)
}

// node is the node of an argument, 0 where there is none.
func (c *call) node(k int) int32 {
	if k == 0 && c.recv != 0 {
		return c.s.constantNode(c.recv)
	}
	if k < 0 || k >= len(c.args) {
		return 0
	}
	return c.s.node(c.i.act, c.args[k])
}

// variable is the one that is an argument, 0 where there is none.
func (c *call) variable(k int) ir.Var {
	if k < 0 || k >= len(c.args) {
		return 0
	}
	return c.args[k]
}

func (c *call) values(k int) []value {
	if k == 0 && c.recv != 0 {
		return []value{c.recv}
	}
	return c.s.nodes[c.node(k)].vals
}

func (c *call) ret(k int) int32 {
	if k >= len(c.rets) {
		return 0
	}
	return c.s.node(c.i.act, c.rets[k])
}

// arg is the k-th number in the row's arguments; -1 where there is none.
func (c *call) arg(k int) int {
	if k >= len(c.m.args) {
		return -1
	}
	n, err := strconv.Atoi(c.m.args[k])
	if err != nil {
		return -1
	}
	return n
}

// option is the value of name=N in the row; -1 where it is not there.
func (c *call) option(name string) int {
	n, err := strconv.Atoi(c.word(name))
	if err != nil {
		return -1
	}
	return n
}

// word is the value of name=VALUE in the row.
func (c *call) word(name string) string {
	for _, a := range c.m.args {
		if v, ok := strings.CutPrefix(a, name+"="); ok {
			return v
		}
	}
	return ""
}

func (c *call) flag(name string) bool {
	for _, a := range c.m.args {
		if a == name {
			return true
		}
	}
	return false
}

// list of the arguments that the row names from its k-th on, "*" being all that follow.
func (c *call) numbers(k int) []int {
	var out []int
	for _, a := range c.m.args[min(k, len(c.m.args)):] {
		if a == "*" {
			from := 0
			if len(out) > 0 {
				from = out[len(out)-1] + 1
			}
			for n := from; n < len(c.args); n++ {
				out = append(out, n)
			}
			break
		}
		if n, err := strconv.Atoi(a); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// objects are the objects among an argument's values.
func (c *call) objects(k int) []int32 {
	var out []int32
	for _, v := range c.values(k) {
		if in := &c.s.infos[v]; in.kind == anObject {
			out = append(out, in.obj)
		}
	}
	return out
}

func (c *call) put1(to int32, v value) { c.s.put(to, v, c.i) }

func (c *call) pass() {
	for _, k := range c.numbers(0) {
		c.handOn(k, c.ret(0))
		if c.spread && k == len(c.args)-1 {
			for _, obj := range c.objects(k) {
				c.s.elements(obj, c.ret(0))
			}
		}
	}
	c.callArgs()
}

// handOn lets an argument flow to a node.
func (c *call) handOn(k int, to int32) {
	if k == 0 && c.recv != 0 {
		c.put1(to, c.recv)
		return
	}
	c.s.flow(c.node(k), to, c.i)
}

func (c *call) assign() {
	for _, v := range c.values(c.arg(0)) {
		if in := &c.s.infos[v]; in.kind == aReference {
			c.handOn(c.arg(1), in.node)
		}
	}
}

// callArgs calls the functions among the arguments, as code that is not known may.
func (c *call) callArgs() {
	for k := range c.args {
		for _, v := range c.values(k) {
			c.s.callUnknown(c.i, v)
		}
	}
}

// unknown is a result, or what the arguments point to, of which nothing is known.
func (c *call) unknown() {
	into := c.numbers(0)
	if len(into) == 0 {
		c.put1(c.ret(0), c.s.unknown(c.s.at(c.i)))
	}
	for _, k := range into {
		for _, v := range c.values(k) {
			if in := &c.s.infos[v]; in.kind == aReference {
				c.put1(in.node, c.s.unknown(c.s.at(c.i)))
			}
		}
	}
}

// put stores into a container: the object itself, or the one that a reference is to.
func (c *call) put() {
	for _, obj := range c.containers(c.arg(0)) {
		c.s.flow(c.node(c.arg(1)), c.s.field(obj, "[]"), c.i)
		if field := c.word("field"); field != "" {
			c.s.flow(c.node(c.arg(1)), c.s.field(obj, field), c.i)
		}
	}
}

// invoke calls the methods that the type of a parameter has, one of them with arguments of
// the call and with its result.
func (c *call) invoke() {
	on := c.arg(1)
	ifaces := c.s.op(c.i).Ifaces
	if on >= len(ifaces) {
		return
	}
	for key := range strings.SplitSeq(ifaces[on], " ") {
		var args, rets []ir.Var
		if strings.HasPrefix(key, c.m.args[0]+"(") {
			args, rets = []ir.Var{0}, c.rets
			for _, k := range c.numbers(2) {
				args = append(args, c.args[k])
			}
		}
		for _, v := range c.values(on) {
			c.s.invokeWith(c.i, key, v, args, rets, nil)
		}
	}
}

func (c *call) get() {
	c.callArgs()
	for _, obj := range c.containers(c.arg(0)) {
		c.s.elements(obj, c.ret(0))
		if f, ok := c.s.objects[obj].fields["New"]; ok { // sync.Pool
			c.s.wait(f, c.i)
			for k := 0; k < len(c.s.nodes[f].vals); k++ {
				c.s.callValue(c.i, &ir.Op{Rets: c.rets[:min(1, len(c.rets))]}, c.s.nodes[f].vals[k])
			}
		}
	}
	for _, v := range c.values(c.arg(0)) {
		if c.s.infos[v].isText() {
			c.put1(c.ret(0), v)
		}
	}
}

// containers are the objects of an argument, seeing through references to variables.
func (c *call) containers(k int) []int32 {
	out := c.objects(k)
	for _, v := range c.values(k) {
		if in := &c.s.infos[v]; in.kind == aReference {
			c.s.wait(in.node, c.i)
			for _, w := range c.s.nodes[in.node].vals {
				if x := &c.s.infos[w]; x.kind == anObject {
					out = append(out, x.obj)
				}
			}
		}
	}
	return out
}

func (c *call) putGet() {
	c.put()
	c.get()
	c.s.flow(c.node(c.arg(1)), c.ret(0), c.i)
}

// withValue is a context with a value: an object that holds it and whatever the outer one holds.
func (c *call) withValue() {
	obj := c.s.alloc(c.i, "context.Context", "ctx")
	for _, outer := range c.objects(0) {
		c.s.inherit(obj, outer)
	}
	c.s.flow(c.node(2), c.s.field(obj, "[]"), c.i)
	c.put1(c.ret(0), c.s.objects[obj].self)
}

// ofItsType is what an error is taken for: anything of that type, since errors themselves
// are not followed.
func (c *call) ofItsType() {
	c.s.late[c.i] = true
	types, results := signatureTypes(c.s.op(c.i).Sig)
	k := c.arg(0)
	if k < 0 && len(results) > 0 {
		for _, id := range c.s.byType[strings.TrimPrefix(results[0], "*")] {
			c.put1(c.ret(0), c.s.objects[id].self)
		}
	}
	for _, v := range c.values(k) {
		switch in := c.s.infos[v]; {
		case in.kind == aReference && k < len(types):
			for _, id := range c.s.byType[strings.TrimLeft(types[k], "*")] {
				c.put1(in.node, c.s.objects[id].self)
			}
		case in.kind == anObject:
			for _, id := range c.s.byType[c.s.objects[in.obj].typ] {
				c.s.inherit(in.obj, id)
			}
		}
	}
}

func (c *call) mapValues() {
	obj := c.s.alloc(c.i, "", "values")
	for _, m := range c.objects(0) {
		c.s.elements(m, c.s.field(obj, "[]"))
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
}

func (c *call) mapKeys() {
	obj := c.s.alloc(c.i, "", "keys")
	for _, m := range c.objects(0) {
		c.s.flow(c.s.field(m, "[key"), c.s.field(obj, "[]"), c.i)
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
}

// copyFields is asked once more when everything is known: of the fields to come it also
// has to be seen that they were stored.
func (c *call) copyFields() {
	c.s.late[c.i] = true
	for _, to := range c.objects(0) {
		for _, from := range c.objects(1) {
			c.s.inherit(to, from)
			for k := 0; k < len(c.s.objects[from].order); k++ {
				name := c.s.objects[from].order[k]
				c.s.stored(c.i, to, name, c.s.field(to, name))
			}
		}
	}
}

// ref is a pointer to a copy of a string.
func (c *call) ref() {
	obj := c.s.alloc(c.i, "", "cell")
	n := c.s.field(obj, "*")
	c.s.flow(c.node(0), n, c.i)
	c.put1(c.ret(0), c.s.reference(n))
}

func (c *call) deref() {
	for _, v := range c.values(0) {
		in := &c.s.infos[v]
		switch {
		case in.kind == aReference:
			c.s.flow(in.node, c.ret(0), c.i)
		case in.isText():
			c.put1(c.ret(0), v)
		}
	}
}

// constantNode holds one value for good.
func (s *Solver) constantNode(v value) int32 {
	if n, ok := s.fixed[v]; ok {
		return n
	}
	n := s.newNodes(1)
	s.fixed[v] = n
	s.put(n, v, nowhere)
	return n
}
