package ir

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
)

// maxEncoded bounds what Decode unpacks, should a cache be damaged.
const maxEncoded = 64 << 20

var errCorrupt = errors.New("keyflow: a package fact is damaged; clear the build cache")

// Encode packs a package. Equal packages have equal encodings.
func Encode(p *Package) []byte {
	w := &writer{index: make(map[string]uint64)}
	codec{w: w, last: new(last)}.pkg(p)
	var head []byte
	head = binary.AppendUvarint(head, uint64(len(w.strings)))
	for _, s := range w.strings {
		head = binary.AppendUvarint(head, uint64(len(s)))
		head = append(head, s...)
	}
	for _, lane := range w.lanes {
		head = binary.AppendUvarint(head, uint64(len(lane)))
	}
	var out bytes.Buffer
	z, _ := flate.NewWriter(&out, flate.BestSpeed) // the level is valid
	_, _ = z.Write(head)
	for _, lane := range w.lanes {
		_, _ = z.Write(lane)
	}
	_ = z.Close()
	return out.Bytes()
}

// Decode unpacks what Encode packed.
func Decode(data []byte) (p *Package, err error) {
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), maxEncoded))
	if err != nil {
		return nil, errCorrupt
	}
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, errCorrupt
		}
	}()
	r := newReader(raw)
	p = new(Package)
	codec{r: r, last: new(last)}.pkg(p)
	return p, nil
}

// lane is one of the streams that numbers are written to: those of one kind together, since
// they are more like each other than like what they stand beside.
type lane int

const (
	shape  lane = iota // kinds, flags, counts
	texts              // indices of strings
	vars               // variables
	places             // positions
	lanes
)

// writer collects integers and interns strings in the order of their first use.
type writer struct {
	lanes   [lanes][]byte
	strings []string
	index   map[string]uint64
}

// reader is the inverse; it panics on damaged input.
type reader struct {
	lanes   [lanes][]byte
	strings []string
}

// newReader takes the strings off and parts the lanes.
func newReader(raw []byte) *reader {
	r := &reader{lanes: [lanes][]byte{raw}}
	r.strings = make([]string, r.length())
	for i := range r.strings {
		r.strings[i] = string(r.take(r.length()))
	}
	var sizes [lanes]int
	for i := range sizes {
		sizes[i] = int(r.uvarint(shape))
	}
	rest := r.lanes[shape]
	for i, size := range sizes {
		if size > len(rest) {
			panic(errCorrupt)
		}
		r.lanes[i], rest = rest[:size], rest[size:]
	}
	return r
}

// take cuts n bytes off.
func (r *reader) take(n int) []byte {
	taken := r.lanes[shape][:n]
	r.lanes[shape] = r.lanes[shape][n:]
	return taken
}

func (r *reader) uvarint(l lane) uint64 {
	v, n := binary.Uvarint(r.lanes[l])
	if n <= 0 {
		panic(errCorrupt)
	}
	r.lanes[l] = r.lanes[l][n:]
	return v
}

// length reads a count of things that each take at least a byte.
func (r *reader) length() int {
	n := r.uvarint(shape)
	if n > uint64(len(r.lanes[shape])) {
		panic(errCorrupt)
	}
	return int(n)
}

// codec walks a package once, writing it or reading it, so that the two cannot differ.
type codec struct {
	w    *writer
	r    *reader
	last *last
}

// last is what the next one of its kind is likely to be close to.
type last struct {
	pos Pos
	dst Var
}

// left bounds how many things may follow.
func (r *reader) left() uint64 {
	n := 1
	for _, lane := range r.lanes {
		n += len(lane)
	}
	return uint64(n)
}

func (c codec) uint(l lane, v *uint64) {
	if c.w != nil {
		c.w.lanes[l] = binary.AppendUvarint(c.w.lanes[l], *v)
		return
	}
	*v = c.r.uvarint(l)
}

func (c codec) str(s *string) {
	if c.w == nil {
		*s = c.r.strings[c.r.uvarint(texts)]
		return
	}
	i, ok := c.w.index[*s]
	if !ok {
		i = uint64(len(c.w.strings))
		c.w.index[*s] = i
		c.w.strings = append(c.w.strings, *s)
	}
	c.uint(texts, &i)
}

func signed[T ~int32 | ~uint32](c codec, l lane, v *T) {
	z := int64(*v)
	u := uint64(z<<1) ^ uint64(z>>63)
	c.uint(l, &u)
	*v = T(int64(u>>1) ^ -int64(u&1))
}

// near codes a number by its distance from one that is known, which is shorter.
func near[T ~int32 | ~uint32](c codec, l lane, v *T, known T) {
	distance := *v - known
	signed(c, l, &distance)
	*v = known + distance
}

// slice codes a slice by its elements.
func slice[T any](c codec, s *[]T, element func(*T)) {
	n := uint64(len(*s))
	c.uint(shape, &n)
	if c.r != nil {
		if n > c.r.left() {
			panic(errCorrupt)
		}
		if n > 0 {
			*s = make([]T, n)
		}
	}
	for i := range *s {
		element(&(*s)[i])
	}
}

// flags codes up to eight booleans in a byte.
func (c codec) flags(bits ...*bool) {
	var v uint64
	for i, b := range bits {
		if *b {
			v |= 1 << i
		}
	}
	c.uint(shape, &v)
	for i, b := range bits {
		*b = v&(1<<i) != 0
	}
}

func (c codec) pos(p *Pos) {
	near(c, places, &p.File, c.last.pos.File)
	near(c, places, &p.Line, c.last.pos.Line)
	signed(c, places, &p.Col)
	near(c, places, &p.EndLine, p.Line)
	near(c, places, &p.EndCol, p.Col)
	c.last.pos = *p
}

// vars codes variables of an operation, which mostly come from the one before.
func (c codec) vars(v *[]Var) { slice(c, v, func(v *Var) { near(c, vars, v, c.last.dst) }) }

func (c codec) strs(s *[]string) { slice(c, s, c.str) }

func (c codec) pkg(p *Package) {
	c.str(&p.Path)
	c.str(&p.Module)
	c.flags(&p.Kraken, &p.Spot, &p.Futures, &p.Main)
	c.strs(&p.Files)
	slice(c, &p.Funcs, func(f **Func) {
		if *f == nil {
			*f = new(Func)
		}
		c.function(*f)
	})
	slice(c, &p.Types, func(t **Type) {
		if *t == nil {
			*t = new(Type)
		}
		c.typ(*t)
	})
	slice(c, &p.SinkFields, func(s *SinkField) {
		c.str(&s.Field)
		c.flags(&s.Private)
		c.str(&s.Product)
	})
	slice(c, &p.Directives, func(d *Directive) {
		c.str(&d.Symbol)
		c.pos(&d.Pos)
		c.strs(&d.Permissions)
	})
}

func (c codec) function(f *Func) {
	c.last.dst = 0
	c.str(&f.Name)
	signed(c, shape, &f.Parent)
	c.flags(&f.Root, &f.Test, &f.Recv)
	c.vars(&f.Params)
	c.strs(&f.Types)
	slice(c, &f.Strings, func(b *bool) { c.flags(b) })
	c.vars(&f.Results)
	signed(c, shape, &f.Vars)
	c.strs(&f.Globals)
	c.vars(&f.Captured)
	slice(c, &f.Ops, c.op)
	c.pos(&f.Pos)
}

// op codes only the fields that are set: a bit each says which.
func (c codec) op(o *Op) {
	kind := uint64(o.Kind)
	c.uint(shape, &kind)
	o.Kind = Kind(kind)
	dst, a, b, text := o.Dst != 0, o.A != 0, o.B != 0, o.Text != ""
	args, rets, pos, guard := len(o.Args) > 0, len(o.Rets) > 0, o.Pos.IsValid(), o.Guard != 0
	c.flags(&dst, &a, &b, &text, &args, &rets, &pos, &guard)
	more, sig := o.Passes != 0 || len(o.Ifaces) > 0 || o.Ret != "", o.Sig != ""
	c.flags(&o.Inline, &o.Dynamic, &more, &sig)
	when(a, func() { near(c, vars, &o.A, c.last.dst) })
	when(b, func() { near(c, vars, &o.B, c.last.dst) })
	when(text, func() { c.str(&o.Text) })
	when(args, func() { c.vars(&o.Args) })
	when(rets, func() { c.vars(&o.Rets) })
	when(dst, func() { near(c, vars, &o.Dst, c.last.dst) })
	when(pos, func() { c.pos(&o.Pos) })
	when(guard, func() { signed(c, shape, &o.Guard) })
	when(more, func() {
		signed(c, shape, &o.Passes)
		c.strs(&o.Ifaces)
		c.str(&o.Ret)
	})
	when(sig, func() { c.str(&o.Sig) })
	switch {
	case dst:
		c.last.dst = o.Dst
	case rets:
		c.last.dst = o.Rets[len(o.Rets)-1]
	}
}

func when(set bool, do func()) {
	if set {
		do()
	}
}

func (c codec) typ(t *Type) {
	c.str(&t.Name)
	slice(c, &t.Fields, func(f *Field) {
		c.str(&f.Name)
		c.str(&f.Tag)
		c.str(&f.Type)
		c.flags(&f.Embedded)
		c.str(&f.Exact)
		c.pos(&f.Pos)
	})
	slice(c, &t.Methods, func(m *Method) {
		c.str(&m.Key)
		c.str(&m.Func)
		c.strs(&m.Path)
		c.flags(&m.Iface)
	})
}
