package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// value numbers an abstract value; 0 is none.
type value int32

// valueKind says what a value is.
type valueKind uint8

const (
	constText  valueKind = iota + 1 // a string that is known
	sourceText                      // a string from outside: text is "env:NAME" and the like
	joinedText                      // the strings parts, one after the other
	partText                        // something made of the strings parts
	signature                       // the result of the HMAC object
	fieldText                       // what a field of any object of a type holds: text is pkg.T.Field
	anObject
	aFunction // a function, with its environment where it is a closure
	aMethod   // a method bound to a receiver
	aReference
	aYield // what a range over a function is called back with: inst of the range
)

// place is a position in a package's file.
type place struct {
	pkg *ir.Package
	pos ir.Pos
}

// info describes a value. Which fields are set depends on the kind.
type info struct {
	kind  valueKind
	text  string // constText, sourceText, fieldText; function symbol; method symbol or key
	at    place
	parts []value
	obj   int32 // anObject, signature: index of the object
	act   int32 // aFunction: activation around a closure
	recv  value // aMethod
	node  int32 // aReference
	by    inst  // aYield
	made  bool  // constText: it was put together here
	byKey bool  // aMethod, aFunction: text is a method key
}

// object is an abstract object: an allocation in a context.
type object struct {
	typ       string
	ctx       int32
	act       int32 // where it was allocated; -1 for summaries
	depth     int   // nesting of inline parts
	level     int   // of makers: see Solver.level
	whole     int32 // 1 + the object that it is a part of
	loose     int   // parts without a type in it, and in those
	maker     int32 // of a request: 1 + the client that sends it, whose headers it has
	self      value
	fields    map[string]int32
	order     []string // field names in order of appearance
	heirs     []int32  // objects that have all its fields
	readers   []int32  // nodes that read every element
	callables int32    // node of the functions in it; 0 where nobody asked
	opaque    bool     // made by code that is not known
	summary   bool     // stands for all objects of its type
	fill      *fill    // read from a file or the environment
}

// interning of values.
type valueKey struct {
	kind valueKind
	text string
	a, b int32
	at   place
}

func (s *Solver) intern(k valueKey, i info) value {
	if v, ok := s.values[k]; ok {
		return v
	}
	v := value(len(s.infos))
	s.infos = append(s.infos, i)
	s.values[k] = v
	return v
}

func (s *Solver) constant(text string, at place) value {
	return s.intern(valueKey{kind: constText, text: text, at: at}, info{kind: constText, text: text, at: at})
}

func (s *Solver) source(text string, at place) value {
	return s.intern(valueKey{kind: sourceText, text: text, at: at}, info{kind: sourceText, text: text, at: at})
}

// unknown is a string of which nothing is known.
func (s *Solver) unknown(at place) value { return s.source("unknown", at) }

func (s *Solver) fieldValue(field string) value {
	return s.intern(valueKey{kind: fieldText, text: field}, info{kind: fieldText, text: field})
}

func (s *Solver) signatureOf(obj int32) value {
	return s.intern(valueKey{kind: signature, a: obj}, info{kind: signature, obj: obj})
}

func (s *Solver) reference(node int32) value {
	return s.intern(valueKey{kind: aReference, a: node}, info{kind: aReference, node: node})
}

func (s *Solver) function(symbol string, act int32, byKey bool) value {
	k := valueKey{kind: aFunction, text: symbol, a: act}
	if byKey {
		k.b = 1
	}
	return s.intern(k, info{kind: aFunction, text: symbol, act: act, byKey: byKey})
}

func (s *Solver) bound(symbol string, recv value, byKey bool) value {
	return s.intern(valueKey{kind: aMethod, text: symbol, a: int32(recv)}, info{kind: aMethod, text: symbol, recv: recv, byKey: byKey})
}

// compound interns a term made of others.
func (s *Solver) compound(kind valueKind, at place, parts []value) value {
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte(byte(p))
		b.WriteByte(byte(p >> 8))
		b.WriteByte(byte(p >> 16))
		b.WriteByte(byte(p >> 24))
	}
	k := valueKey{kind: kind, text: b.String(), at: at}
	return s.intern(k, info{kind: kind, at: at, parts: append([]value(nil), parts...)})
}

func (i *info) isText() bool { return i.kind >= constText && i.kind <= fieldText }
