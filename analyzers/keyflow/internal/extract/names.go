package extract

import (
	"fmt"
	"go/types"
	"strings"
)

// PackagePath is the path that symbols bear: that of the import, without what marks a
// test variant or a vendored copy.
func PackagePath(path string) string {
	path, _, _ = strings.Cut(path, " [")
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		path = path[i+len("/vendor/"):]
	}
	return path
}

// FuncSymbol names a function or a method of a concrete type: pkg.F, pkg.(T).M.
func FuncSymbol(f *types.Func) string {
	f = f.Origin()
	path := ""
	if f.Pkg() != nil {
		path = PackagePath(f.Pkg().Path())
	}
	recv := f.Signature().Recv()
	if recv == nil {
		return path + "." + f.Name()
	}
	return path + ".(" + typeName(recv.Type()) + ")." + f.Name()
}

// typeName is the bare name of a receiver's type. A type that is declared in a function
// has its offset added, since several may have one name.
func typeName(t types.Type) string {
	named := namedOf(t)
	if named == nil {
		return "?"
	}
	obj := named.Obj()
	if obj.Pkg() != nil && obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope() {
		return fmt.Sprintf("%s·%d", obj.Name(), obj.Pos())
	}
	return obj.Name()
}

// TypeSymbol names the named type behind t, looking through pointers; "" for others.
func TypeSymbol(t types.Type) string {
	named := namedOf(t)
	if named == nil || named.Obj().Pkg() == nil {
		return ""
	}
	return PackagePath(named.Obj().Pkg().Path()) + "." + typeName(named)
}

// namedOf is the named type behind t and its pointers.
func namedOf(t types.Type) *types.Named {
	for range 4 {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Named:
			return u.Origin()
		default:
			return nil
		}
	}
	return nil
}

// MethodKey names a method of an interface so that every implementation has the same
// key: its name and the types, not the names, of its parameters and results. Signatures
// that mention a type parameter have a key of name and arity only.
func MethodKey(f *types.Func) string {
	sig := f.Signature()
	name := f.Name()
	if !f.Exported() && f.Pkg() != nil {
		name = PackagePath(f.Pkg().Path()) + "." + name
	}
	if mentionsTypeParam(sig) {
		return looseKey(name, sig)
	}
	var b strings.Builder
	b.WriteString(name)
	writeTuple(&b, sig.Params())
	if sig.Variadic() {
		b.WriteString("...")
	}
	writeTuple(&b, sig.Results())
	return strings.ReplaceAll(b.String(), " ", "")
}

func looseKey(name string, sig *types.Signature) string {
	return fmt.Sprintf("~%s/%d/%d", name, sig.Params().Len(), sig.Results().Len())
}

// typeText is a type as text; two types are the same where their texts are.
func typeText(t types.Type) string {
	return strings.ReplaceAll(types.TypeString(t, qualifier), " ", "")
}

// signatureText are the types of a function's parameters and results.
func signatureText(sig *types.Signature) string {
	var b strings.Builder
	writeTuple(&b, sig.Params())
	writeTuple(&b, sig.Results())
	return strings.ReplaceAll(b.String(), " ", "")
}

func writeTuple(b *strings.Builder, tuple *types.Tuple) {
	b.WriteByte('(')
	for i := range tuple.Len() {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(types.TypeString(tuple.At(i).Type(), qualifier))
	}
	b.WriteByte(')')
}

func qualifier(p *types.Package) string { return PackagePath(p.Path()) }

// mentionsTypeParam looks a few levels deep, which is where signatures have them.
func mentionsTypeParam(t types.Type) bool { return hasTypeParam(t, 6) }

func hasTypeParam(t types.Type, depth int) bool {
	if depth == 0 {
		return false
	}
	depth--
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Pointer:
		return hasTypeParam(t.Elem(), depth)
	case *types.Slice:
		return hasTypeParam(t.Elem(), depth)
	case *types.Array:
		return hasTypeParam(t.Elem(), depth)
	case *types.Chan:
		return hasTypeParam(t.Elem(), depth)
	case *types.Map:
		return hasTypeParam(t.Key(), depth) || hasTypeParam(t.Elem(), depth)
	case *types.Signature:
		return tupleHasTypeParam(t.Params(), depth) || tupleHasTypeParam(t.Results(), depth)
	case *types.Named:
		for i := range t.TypeArgs().Len() {
			if hasTypeParam(t.TypeArgs().At(i), depth) {
				return true
			}
		}
	}
	return false
}

func tupleHasTypeParam(tuple *types.Tuple, depth int) bool {
	for i := range tuple.Len() {
		if hasTypeParam(tuple.At(i).Type(), depth) {
			return true
		}
	}
	return false
}

// standardRoots are the first elements of the standard library's import paths.
var standardRoots = map[string]bool{
	"archive": true, "arena": true, "bufio": true, "builtin": true, "bytes": true, "cmp": true, "compress": true, "container": true,
	"context": true, "crypto": true, "database": true, "debug": true, "embed": true, "encoding": true, "errors": true, "expvar": true,
	"flag": true, "fmt": true, "go": true, "hash": true, "html": true, "image": true, "index": true, "io": true, "iter": true, "log": true,
	"maps": true, "math": true, "mime": true, "net": true, "os": true, "path": true, "plugin": true, "reflect": true, "regexp": true,
	"runtime": true, "slices": true, "sort": true, "strconv": true, "strings": true, "structs": true, "sync": true, "syscall": true,
	"testing": true, "text": true, "time": true, "unicode": true, "unique": true, "unsafe": true, "weak": true,
}

// Standard tells whether an import path is of the standard library.
func Standard(path string) bool {
	root, _, _ := strings.Cut(path, "/")
	return standardRoots[root]
}
