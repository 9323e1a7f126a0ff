package keyflow

import (
	"fmt"
	"sort"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
)

// codeFact is the one fact: the code of a package and of those below it that matter, in
// the form that the solver runs. It is self-contained, since go vet hands a pass the
// facts of direct imports only.
type codeFact struct {
	Packages []packedPackage // by path
}

// packedPackage carries one package. Data is opaque to those that only pass it on.
type packedPackage struct {
	Path, Module string
	Kraken       bool // a client of Kraken
	Signing      solve.Signing
	Cut          bool     // a client that was too large to be followed to the end
	Broken       bool     // does not type-check
	Sources      bool     // reads the environment, files, flags
	Imports      []string // paths that are not of the standard library
	Invokes      []uint32 // hashes of the interface methods that are called
	Supplies     []uint32 // hashes of the methods that the types of a client have
	Clue         bool     // has constants that could be a credential or a part of one
	Data         []byte
	Reported     []string // fingerprints of the literals that the package reported
}

// AFact marks codeFact as a fact.
func (*codeFact) AFact() {}

// String says what there is, never what it says.
func (f *codeFact) String() string {
	kraken := 0
	for _, p := range f.Packages {
		if p.Kraken {
			kraken++
		}
	}
	return fmt.Sprintf("keyflow(%d packages, %d clients)", len(f.Packages), kraken)
}

// imported merges the facts of the direct imports, each package once.
func imported(pass *analysis.Pass) map[string]packedPackage {
	all := make(map[string]packedPackage)
	for _, imp := range pass.Pkg.Imports() {
		var fact codeFact
		if !pass.ImportPackageFact(imp, &fact) {
			continue
		}
		for _, p := range fact.Packages {
			if _, ok := all[p.Path]; !ok {
				all[p.Path] = p
			}
		}
	}
	return all
}

// export makes the fact of a package from its own code and what it imports. Packages of
// other modules are passed on only together with a client of Kraken: what is left out is
// taken as code that is not known.
func export(own packedPackage, imports map[string]packedPackage) *codeFact {
	fact := &codeFact{Packages: []packedPackage{own}}
	clients := make(map[string]bool) // modules that have a client
	for _, p := range imports {
		if p.Kraken {
			clients[p.Module] = true
		}
	}
	for _, p := range imports {
		if p.Module == own.Module || p.Kraken || clients[p.Module] {
			fact.Packages = append(fact.Packages, p)
		}
	}
	sort.Slice(fact.Packages, func(i, j int) bool { return fact.Packages[i].Path < fact.Packages[j].Path })
	return fact
}

// decoded keeps what was unpacked, for drivers that analyse many packages in one process.
var decoded sync.Map // string of the data -> *ir.Package

func unpack(p packedPackage) (*ir.Package, error) {
	key := string(p.Data)
	if pkg, ok := decoded.Load(key); ok {
		return pkg.(*ir.Package), nil
	}
	pkg, err := ir.Decode(p.Data)
	if err == nil {
		decoded.Store(key, pkg)
	}
	return pkg, err
}
