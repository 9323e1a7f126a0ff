package extract

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"hash/fnv"
	"reflect"
	"sort"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// types records the named types of the package: fields with their tags, and methods.
func (x *extractor) types() {
	var names []*types.TypeName
	for _, obj := range x.Info.Defs {
		if tn, ok := obj.(*types.TypeName); ok && !tn.IsAlias() && tn.Pkg() == x.Pkg {
			names = append(names, tn)
		}
	}
	sort.Slice(names, func(i, j int) bool { return names[i].Pos() < names[j].Pos() })
	for _, tn := range names {
		named, ok := tn.Type().(*types.Named)
		if !ok || types.IsInterface(named) {
			continue
		}
		t := &ir.Type{Name: TypeSymbol(named), Fields: x.fields(named), Methods: methods(named)}
		if len(t.Fields) > 0 || len(t.Methods) > 0 {
			x.out.Types = append(x.out.Types, t)
		}
	}
}

func (x *extractor) fields(named *types.Named) []ir.Field {
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	return x.structFieldsOf(st)
}

func (x *extractor) structFieldsOf(st *types.Struct) []ir.Field {
	var out []ir.Field
	exact := wired(st)
	for i := range st.NumFields() {
		f := st.Field(i)
		if classify(f.Type()) == ignored {
			continue
		}
		x.markTag(st.Tag(i))
		field := ir.Field{Name: f.Name(), Tag: usefulTag(st.Tag(i)), Type: x.fieldType(f.Type()), Embedded: f.Embedded(), Pos: x.tagPlace(f)}
		if exact {
			field.Exact = typeText(f.Type())
		}
		out = append(out, field)
	}
	return out
}

// wired tells whether a struct says that a container fills it or takes it apart, by what it
// embeds (In and Out of fx and dig) or by its tags (samber/do, golobby/container).
func wired(st *types.Struct) bool {
	for i := range st.NumFields() {
		f := st.Field(i)
		if strings.Contains(st.Tag(i), `do:"`) || strings.Contains(st.Tag(i), `container:"`) {
			return true
		}
		if name := f.Name(); f.Embedded() && (name == "In" || name == "Out") && strings.Contains("/"+TypeSymbol(f.Type()), "/go.uber.org/") {
			return true
		}
	}
	return false
}

// tagPlace is where the tag of a field stands.
func (x *extractor) tagPlace(f *types.Var) ir.Pos {
	if x.tags == nil {
		x.tags = make(map[token.Pos]*ast.BasicLit)
		for _, file := range x.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				if field, ok := n.(*ast.Field); ok && field.Tag != nil {
					for _, name := range field.Names {
						x.tags[name.Pos()] = field.Tag
					}
				}
				return true
			})
		}
	}
	if tag := x.tags[f.Pos()]; tag != nil {
		return x.pos(tag)
	}
	return ir.Pos{}
}

// symbol names the type behind t; a struct without a name is filed under one that follows
// from its fields.
func (x *extractor) symbol(t types.Type) string {
	if t == nil {
		return ""
	}
	if s := TypeSymbol(t); s != "" {
		return s
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := types.Unalias(t).(*types.Struct)
	if !ok || st.NumFields() == 0 {
		return ""
	}
	text := types.TypeString(st, qualifier)
	name, ok := x.anonymous[text]
	if !ok {
		sum := fnv.New64a()
		_, _ = sum.Write([]byte(text))
		name = fmt.Sprintf("%s.struct·%x", x.path, sum.Sum64())
		x.anonymous[text] = name
		out := &ir.Type{Name: name}
		x.out.Types = append(x.out.Types, out)
		out.Fields = x.structFieldsOf(st)
	}
	return name
}

// usefulTag drops the tags of validators and databases.
func usefulTag(tag string) string {
	if len(tag) > 400 {
		return ""
	}
	return tag
}

// fieldType says what a field holds, for code that fills structs by reflection.
func (x *extractor) fieldType(t types.Type) string {
	if p, ok := t.Underlying().(*types.Pointer); ok && classify(p.Elem()) == text {
		return "*string"
	}
	if classify(t) == text {
		return "string"
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return "[]" + x.fieldType(u.Elem())
	case *types.Map:
		return "[]" + x.fieldType(u.Elem())
	}
	return x.symbol(t)
}

// methods lists the methods of *T, own and promoted, that are not of the standard library.
func methods(named *types.Named) []ir.Method {
	set := types.NewMethodSet(types.NewPointer(named))
	var out []ir.Method
	for i := range set.Len() {
		sel := set.At(i)
		f, ok := sel.Obj().(*types.Func)
		if !ok {
			continue
		}
		m := ir.Method{Key: MethodKey(f), Func: FuncSymbol(f), Path: promotion(named, sel.Index())}
		if recv := f.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
			m.Func, m.Iface = MethodKey(f), true
		}
		out = append(out, m)
	}
	return out
}

// promotion names the embedded fields on the way to a promoted method.
func promotion(t types.Type, index []int) []string {
	var path []string
	for _, n := range index[:len(index)-1] {
		st, ok := structOf(t)
		if !ok {
			return path
		}
		path = append(path, st.Field(n).Name())
		t = st.Field(n).Type()
	}
	return path
}

// constants maps each constant of the package to the expression of its value.
func (x *extractor) constants() map[types.Object]ast.Expr {
	if x.consts != nil {
		return x.consts
	}
	x.consts = make(map[types.Object]ast.Expr)
	for _, file := range x.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			decl, ok := n.(*ast.GenDecl)
			if !ok || decl.Tok != token.CONST {
				return true
			}
			for _, spec := range decl.Specs {
				vs, ok := spec.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, name := range vs.Names {
					if obj := x.Info.Defs[name]; obj != nil && i < len(vs.Values) {
						x.consts[obj] = vs.Values[i]
					}
				}
			}
			return true
		})
	}
	return x.consts
}

// spotMarks and futuresMarks are what only a client of Kraken names. kraken.io and its like are others.
var spotMarks = []string{"/0/private", "api-sign"}

var futuresMarks = []string{"futures.kraken.com", "/derivatives/api", "authent", "signed_challenge", "cryptofacilities.com"}

// mark notes what a constant tells of the package.
func (x *extractor) mark(s string) {
	if len(s) > 200 {
		return
	}
	low := strings.ToLower(s)
	for _, m := range spotMarks {
		if low == m || m[0] == '/' && strings.Contains(low, m) {
			x.out.Kraken, x.out.Spot = true, true
		}
	}
	if namesHost(low, "kraken.com") || namesHost(low, "cryptofacilities.com") {
		x.out.Kraken = true
	}
	for _, m := range futuresMarks {
		if low == m || strings.ContainsAny(m, "./") && strings.Contains(low, m) {
			x.out.Kraken, x.out.Futures = true, true
		}
	}
}

// markConstants looks at every named constant, used or not.
func (x *extractor) markConstants() {
	scope := x.Pkg.Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && c.Val().Kind() == constant.String {
			x.mark(constant.StringVal(c.Val()))
		}
	}
}

// markTag looks at the name that a field has in JSON.
func (x *extractor) markTag(tag string) {
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	if name == "signed_challenge" {
		x.mark(name)
	}
}

// namesHost tells whether s names the domain or a host in it.
func namesHost(s, domain string) bool {
	i := strings.Index(s, domain)
	if i < 0 {
		return false
	}
	if rest := s[i+len(domain):]; rest != "" && strings.IndexByte("/:?\"'%\x00 ", rest[0]) < 0 {
		return false
	}
	return i == 0 || s[i-1] == '.' || s[i-1] == '/'
}
