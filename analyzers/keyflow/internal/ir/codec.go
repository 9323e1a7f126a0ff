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
	codec{w: w}.pkg(p)
	var head []byte
	head = binary.AppendUvarint(head, uint64(len(w.strings)))
	for _, s := range w.strings {
		head = binary.AppendUvarint(head, uint64(len(s)))
		head = append(head, s...)
	}
	var out bytes.Buffer
	z, _ := flate.NewWriter(&out, flate.BestSpeed) // the level is valid
	_, _ = z.Write(head)
	_, _ = z.Write(w.buf)
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
	r := &reader{buf: raw}
	r.strings = make([]string, r.length())
	for i := range r.strings {
		n := r.length()
		r.strings[i] = string(r.buf[:n])
		r.buf = r.buf[n:]
	}
	p = new(Package)
	codec{r: r}.pkg(p)
	return p, nil
}

// writer collects integers and interns strings in the order of their first use.
type writer struct {
	buf     []byte
	strings []string
	index   map[string]uint64
}

// reader is the inverse; it panics on damaged input.
type reader struct {
	buf     []byte
	strings []string
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.buf)
	if n <= 0 {
		panic(errCorrupt)
	}
	r.buf = r.buf[n:]
	return v
}

// length reads a count of things that each take at least a byte.
func (r *reader) length() int {
	n := r.uvarint()
	if n > uint64(len(r.buf)) {
		panic(errCorrupt)
	}
	return int(n)
}

// codec walks a package once, writing it or reading it, so that the two cannot differ.
type codec struct {
	w *writer
	r *reader
}

func (c codec) uint(v *uint64) {
	if c.w != nil {
		c.w.buf = binary.AppendUvarint(c.w.buf, *v)
		return
	}
	*v = c.r.uvarint()
}

func (c codec) str(s *string) {
	if c.w == nil {
		*s = c.r.strings[c.r.uvarint()]
		return
	}
	i, ok := c.w.index[*s]
	if !ok {
		i = uint64(len(c.w.strings))
		c.w.index[*s] = i
		c.w.strings = append(c.w.strings, *s)
	}
	c.w.buf = binary.AppendUvarint(c.w.buf, i)
}

func signed[T ~int32 | ~uint32](c codec, v *T) {
	z := int64(*v)
	u := uint64(z<<1) ^ uint64(z>>63)
	c.uint(&u)
	*v = T(int64(u>>1) ^ -int64(u&1))
}

// slice codes a slice by its elements.
func slice[T any](c codec, s *[]T, element func(*T)) {
	n := uint64(len(*s))
	c.uint(&n)
	if c.r != nil {
		if n > uint64(len(c.r.buf))+1 {
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
	c.uint(&v)
	for i, b := range bits {
		*b = v&(1<<i) != 0
	}
}

func (c codec) pos(p *Pos) {
	signed(c, &p.File)
	signed(c, &p.Line)
	signed(c, &p.Col)
	lines := p.EndLine - p.Line
	signed(c, &lines)
	p.EndLine = p.Line + lines
	signed(c, &p.EndCol)
}

func (c codec) vars(v *[]Var)    { slice(c, v, func(v *Var) { signed(c, v) }) }
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
	c.str(&f.Name)
	signed(c, &f.Parent)
	c.flags(&f.Root, &f.Test, &f.Recv)
	c.vars(&f.Params)
	c.strs(&f.Types)
	slice(c, &f.Strings, func(b *bool) { c.flags(b) })
	c.vars(&f.Results)
	signed(c, &f.Vars)
	c.strs(&f.Globals)
	c.vars(&f.Captured)
	slice(c, &f.Ops, c.op)
	c.pos(&f.Pos)
}

// op codes only the fields that are set: a bit each says which.
func (c codec) op(o *Op) {
	kind := uint64(o.Kind)
	c.uint(&kind)
	o.Kind = Kind(kind)
	dst, a, b, text := o.Dst != 0, o.A != 0, o.B != 0, o.Text != ""
	args, rets, pos, guard := len(o.Args) > 0, len(o.Rets) > 0, o.Pos.IsValid(), o.Guard != 0
	c.flags(&dst, &a, &b, &text, &args, &rets, &pos, &guard)
	more, sig := o.Passes != 0 || len(o.Ifaces) > 0 || o.Ret != "", o.Sig != ""
	c.flags(&o.Inline, &o.Dynamic, &more, &sig)
	when(dst, func() { signed(c, &o.Dst) })
	when(a, func() { signed(c, &o.A) })
	when(b, func() { signed(c, &o.B) })
	when(text, func() { c.str(&o.Text) })
	when(args, func() { c.vars(&o.Args) })
	when(rets, func() { c.vars(&o.Rets) })
	when(pos, func() { c.pos(&o.Pos) })
	when(guard, func() { signed(c, &o.Guard) })
	when(more, func() {
		signed(c, &o.Passes)
		c.strs(&o.Ifaces)
		c.str(&o.Ret)
	})
	when(sig, func() { c.str(&o.Sig) })
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
