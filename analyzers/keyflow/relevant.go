package keyflow

import (
	"hash/fnv"
	"slices"
	"sort"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/extract"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
)

// smallPackage is the size up to which a package is always looked into: it may hold the
// helper that a key goes through. Larger ones are left out where nothing leads from them
// to a client of Kraken or from a client to them.
const smallPackage = 16 << 10

// outline fills in what tells from outside whether a package matters.
func (p *packedPackage) outline(own *ir.Package, imports []string) {
	for _, path := range imports {
		if !extract.Standard(path) && !own.Generated {
			p.Imports = append(p.Imports, extract.PackagePath(path))
		}
	}
	sort.Strings(p.Imports)
	invokes, supplies := make(map[uint32]bool), make(map[uint32]bool)
	for _, f := range own.Funcs {
		for i := range f.Ops {
			switch op := &f.Ops[i]; op.Kind {
			case ir.Invoke:
				invokes[keyHash(op.Text)] = true
			case ir.Call:
				p.Sources = p.Sources || solve.IsSource(op.Text)
			}
		}
	}
	if own.Kraken {
		for _, t := range own.Types {
			for _, m := range t.Methods {
				if !ordinary[methodName(m.Key)] {
					supplies[keyHash(m.Key)] = true
				}
			}
		}
	}
	p.Invokes, p.Supplies = sorted(invokes), sorted(supplies)
}

// ordinary methods are in so many types that calling one says nothing.
var ordinary = map[string]bool{
	"Error": true, "String": true, "Close": true, "Read": true, "Write": true, "Lock": true, "Unlock": true, "RLock": true, "RUnlock": true,
	"Len": true, "Less": true, "Swap": true, "MarshalJSON": true, "UnmarshalJSON": true, "Unwrap": true, "Is": true, "As": true,
}

func methodName(key string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(key, "~"), "(")
	name, _, _ = strings.Cut(name, "/")
	return name
}

func keyHash(key string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key))
	return h.Sum32()
}

func sorted(set map[uint32]bool) []uint32 {
	var out []uint32
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// needed picks the imported packages that can matter: small ones; clients, and what these
// import; what imports a client; what calls methods that clients have; what reads sources.
func (r *packageRun) needed() []string {
	all := r.imports
	clients := make(map[string]bool)
	supplied := make(map[uint32]bool)
	for path, p := range all {
		if p.Kraken {
			clients[path] = true
			for _, k := range p.Supplies {
				supplied[k] = true
			}
		}
	}
	below := make(map[string]bool)
	var down func(path string)
	down = func(path string) {
		if !below[path] {
			below[path] = true
			for _, imp := range all[path].Imports {
				down(imp)
			}
		}
	}
	for path := range clients {
		down(path)
	}
	if r.own.Kraken {
		for _, imp := range r.pass.Pkg.Imports() {
			down(extract.PackagePath(imp.Path()))
		}
	}
	above := reaching(all, clients)
	var paths []string
	for path, p := range all {
		if !p.Kraken && p.Module != r.own.Module && solve.HasModels(path) {
			continue
		}
		if below[path] || above[path] || p.Sources || len(p.Data) <= smallPackage || calls(p, supplied) {
			paths = append(paths, path)
		}
	}
	sort.Strings(paths)
	return paths
}

// reaching are the packages that import one of a set, directly or not.
func reaching(all map[string]packedPackage, set map[string]bool) map[string]bool {
	known := make(map[string]bool)
	var visit func(path string) bool
	visit = func(path string) bool {
		if v, ok := known[path]; ok {
			return v
		}
		known[path] = set[path] // also cuts cycles, which valid code has none of
		for _, imp := range all[path].Imports {
			if visit(imp) {
				known[path] = true
			}
		}
		return known[path]
	}
	for path := range all {
		visit(path)
	}
	return known
}

func calls(p packedPackage, supplied map[uint32]bool) bool {
	for _, k := range p.Invokes {
		if supplied[k] {
			return true
		}
	}
	return false
}
