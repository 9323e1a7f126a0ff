// Package solve finds out where values go: a flow-insensitive points-to analysis over ir
// in which strings are terms. Functions are looked at once per context (the object a
// method is called on and the last call sites), as calls to them are found, so that two
// clients in one program stay apart.
package solve

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Program is a set of packages with what is needed to look up what they name.
type Program struct {
	Packages []*ir.Package
	funcs    map[string]*fn
	types    map[string]*typ
	paths    map[string]*ir.Package
	sinks    map[string]ir.SinkField
	senders  map[string]bool // functions that may send a request: see sends
}

// fn is a function in its package.
type fn struct {
	*ir.Func
	pkg    *ir.Package
	parent *fn
	defs   []int32 // of each variable: see written
}

type typ struct {
	*ir.Type
	pkg     *ir.Package
	methods map[string]*ir.Method
}

// Link makes a program of packages. Of two with one path the first counts.
func Link(pkgs []*ir.Package) *Program {
	p := &Program{funcs: make(map[string]*fn), types: make(map[string]*typ), paths: make(map[string]*ir.Package), sinks: make(map[string]ir.SinkField)}
	for _, pkg := range pkgs {
		if p.paths[pkg.Path] != nil {
			continue
		}
		p.paths[pkg.Path] = pkg
		p.Packages = append(p.Packages, pkg)
		p.addFuncs(pkg)
		for _, t := range pkg.Types {
			p.addType(pkg, t)
		}
		for _, s := range pkg.SinkFields {
			p.sinks[s.Field] = s
		}
	}
	return p
}

func (p *Program) addFuncs(pkg *ir.Package) {
	fns := make([]*fn, len(pkg.Funcs))
	for i, f := range pkg.Funcs {
		fns[i] = &fn{Func: f, pkg: pkg}
		p.funcs[f.Name] = fns[i]
	}
	for _, f := range fns {
		if n := int(f.Parent) - 1; n >= 0 && n < len(fns) {
			f.parent = fns[n]
		}
	}
}

func (p *Program) addType(pkg *ir.Package, t *ir.Type) {
	ty := &typ{Type: t, pkg: pkg, methods: make(map[string]*ir.Method, len(t.Methods))}
	for i := range t.Methods {
		m := &t.Methods[i]
		ty.methods[m.Key] = m
		ty.methods[loosen(m.Key)] = m
	}
	p.types[t.Name] = ty
}

// loosen turns an exact method key into one of name and arity, the form that methods of
// generic types are found by.
func loosen(key string) string {
	if strings.HasPrefix(key, "~") {
		return key
	}
	open := strings.IndexByte(key, '(')
	if open < 0 {
		return key
	}
	params, rest := tuple(key[open:])
	results, _ := tuple(strings.TrimPrefix(rest, "..."))
	return "~" + key[:open] + "/" + digits(len(params)) + "/" + digits(len(results))
}

// tuple takes a bracketed list at the start of s apart and returns the rest.
func tuple(s string) (elements []string, rest string) {
	depth, from := 0, 1
	for i := range len(s) {
		switch s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
			if depth == 0 {
				if i > 1 {
					elements = append(elements, s[from:i])
				}
				return elements, s[i+1:]
			}
		case ',':
			if depth == 1 {
				elements = append(elements, s[from:i])
				from = i + 1
			}
		}
	}
	return elements, ""
}

func digits(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + digits(n%10)
}

// has tells whether a function is of a package whose code is there: one that is not in it
// does nothing that matters.
func (p *Program) has(symbol string) bool {
	path, _, ok := strings.Cut(symbol, ".(")
	if !ok {
		path = symbol[:max(0, strings.LastIndexByte(symbol, '.'))]
	}
	return p.paths[path] != nil
}

// method finds the implementation of an interface's method.
func (p *Program) method(t, key string) *ir.Method {
	ty := p.types[t]
	if ty == nil {
		return nil
	}
	if m := ty.methods[key]; m != nil {
		return m
	}
	if strings.HasPrefix(key, "~") || hasLoose(ty) {
		return ty.methods[loosen(key)]
	}
	return nil
}

// hasLoose tells whether the type's own methods have keys of name and arity only.
func hasLoose(ty *typ) bool {
	for i := range ty.Methods {
		if strings.HasPrefix(ty.Methods[i].Key, "~") {
			return true
		}
	}
	return false
}
