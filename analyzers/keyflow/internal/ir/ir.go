// Package ir is the form in which keyflow keeps code: what each function moves where,
// and nothing about order, but that a variable which is used again is a new one. It is made
// from typed syntax (package extract), travels in package facts (codec.go), and is what the
// solver (package solve) runs.
//
// A struct value and a pointer to it are the same thing here, the object: field
// accesses need no dereference, and copying a struct shares it unless a Clone says
// otherwise. Pointers to anything else are references to a variable or a field.
package ir

// Var numbers a variable of a function. 0 is no variable; 1..Func.Vars are its own;
// above that, Func.Globals; below zero, Func.Captured variables of the function around it.
type Var int32

// Pos is a place in one of the package's files; the zero Pos is unknown.
type Pos struct {
	File      int32 // index into Package.Files
	Line, Col int32
	EndLine   int32
	EndCol    int32
}

// IsValid tells whether the place is known.
func (p Pos) IsValid() bool { return p.Line > 0 }

// Package is one Go package.
type Package struct {
	Path   string
	Module string
	// Kraken holds for a client of Kraken: a package that names its hosts, its
	// private paths or its signature headers.
	Kraken  bool
	Spot    bool // likewise, the private paths or headers of spot
	Futures bool // likewise, of Kraken's futures
	Main    bool
	// Generated holds where the code of a client was written from a table, and what it
	// imports does not matter; only while extracting.
	Generated bool
	Files     []string
	Funcs     []*Func
	Types     []*Type
	// SinkFields are the fields of its types that its own code puts into a key header
	// or an HMAC, found by solving the package alone.
	SinkFields []SinkField
	// Directives are the //krakenlint:permissions of declarations, by symbol.
	Directives []Directive
}

// Func is a function, a method, a closure, or a package's initialisers.
type Func struct {
	Name     string // symbol: pkg.F, pkg.(T).M, pkg.F$1, pkg.init
	Parent   int32  // 1 + index of the function around a closure; 0 for none
	Root     bool   // package initialisers and init functions
	Test     bool   // stands in a _test.go file
	Recv     bool   // Params[0] is a receiver
	Params   []Var
	Types    []string // of Params, as Field.Type
	Strings  []bool   // which Params hold strings or bytes
	Results  []Var
	Vars     Var
	Globals  []string
	Captured []Var
	Ops      []Op
	Pos      Pos

	Shared map[Var]bool // variables that closures capture; only while extracting
}

// Kind is what an Op does.
type Kind uint8

// The operations. "Dst ⊇ X" reads: Dst may hold whatever X may hold.
const (
	Const     Kind = iota + 1 // Dst ⊇ the constant string Text
	Copy                      // Dst ⊇ A
	Load                      // Dst ⊇ A.Text; Inline: the field is a struct held by value
	Store                     // A.Text ⊇ B
	LoadAt                    // Dst ⊇ A[B], the key B is not constant
	StoreAt                   // A[B] ⊇ C (Args[0]), the key B is not constant
	Alloc                     // Dst ⊇ a new object of type Text
	Clone                     // Dst ⊇ a new object with the fields of A
	Addr                      // Dst ⊇ a reference to the variable A
	FieldAddr                 // Dst ⊇ a reference to A.Text
	FuncRef                   // Dst ⊇ the function Text; a closure keeps its environment
	Bind                      // Dst ⊇ the method Text of A (symbol, or key where Dynamic)
	Concat                    // Dst ⊇ the strings Args joined
	Bytes                     // Dst ⊇ the bytes or strings Args (one a character) as a string
	Assert                    // Dst ⊇ what of A has type Text
	Box                       // Dst ⊇ an object of type Text that holds A: a named string or function in an interface
	Call                      // Rets ⊇ Text(Args): a function by symbol
	Invoke                    // Rets ⊇ Args[0].Text(Args[1:]): an interface's method by key
	CallVar                   // Rets ⊇ A(Args): a function value
	Opaque                    // Dst ⊇ an unknown value of type Text
	Range                     // Rets ⊇ keys and elements of A
	Guard                     // the ops under it run only where A may equal one of Text (split at NUL); Inline: never
)

// Op is one operation; which fields it uses depends on its Kind.
type Op struct {
	Kind    Kind
	Dst     Var
	A, B    Var
	Text    string
	Args    []Var
	Rets    []Var
	Pos     Pos
	Inline  bool     // Load: the field is a struct by value; StoreAt: the value is made of the key; Guard: it never holds
	Dynamic bool     // Bind: Text is a method key
	Guard   int32    // 1 + index into Func.Ops of the Guard it stands under
	Passes  uint32   // Call: bit i is set where Args[i] has the type of the first result
	Ifaces  []string // Call: per argument, method keys (space-separated) of its interface type
	Ret     string   // Call: type symbol of the first result, where it is an object
	Sig     string   // FuncRef, Bind: types of parameters and results; Call of what has a model: those of its arguments and results
}

// Type is a named type: its methods and, for structs, its fields.
type Type struct {
	Name    string // symbol: pkg.T
	Fields  []Field
	Methods []Method
}

// Field is a field of a struct.
type Field struct {
	Name     string
	Tag      string
	Type     string // symbol of the struct type that it holds, by value or pointer; "[]pkg.T" for slices; "string", "" for others
	Embedded bool
	Exact    string // the type as text, in structs that a container fills or takes apart
	Pos      Pos    // of the tag
}

// Method is a method of a type's pointer, own or promoted.
type Method struct {
	Key   string   // name and types: see extract.MethodKey
	Func  string   // symbol; or the key, where an embedded interface has it
	Path  []string // embedded fields on the way
	Iface bool
}

// SinkField is a field that ends in a credential's place.
type SinkField struct {
	Field   string // pkg.T.Name
	Private bool
	Product string // "" where clients of both exchanges have it
}

// Directive is what //krakenlint:permissions says of a declaration.
type Directive struct {
	Symbol      string // pkg.F, pkg.V, pkg.T.F; "" for a comment that stands by itself
	Pos         Pos    // of the comment
	Permissions []string
}
