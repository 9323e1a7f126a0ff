package lenient

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/gob"
	"fmt"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
)

//go:generate go run gen_std.go

// stdData is the standard library's types: gzip of gob of []stdPackage. gen_std.go writes it.
//
//go:embed std.gob.gz
var stdData []byte

// stdPackage is the indexed export data of one package.
type stdPackage struct {
	Path string
	Data []byte
}

var readStd = sync.OnceValue(func() map[string][]byte {
	packages, err := decodeStd(stdData)
	if err != nil {
		panic(err) // it is part of this program, and tested
	}
	return packages
})

func decodeStd(data []byte) (map[string][]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("std.gob.gz: %w", err)
	}
	var list []stdPackage
	if err := gob.NewDecoder(r).Decode(&list); err != nil {
		return nil, fmt.Errorf("std.gob.gz: %w", err)
	}
	packages := map[string][]byte{}
	for _, pkg := range list {
		packages[pkg.Path] = pkg.Data
	}
	return packages, nil
}

// stdImporter gives the packages of the standard library, each once.
type stdImporter struct {
	fset *token.FileSet
	have map[string]*types.Package
}

func newStd(fset *token.FileSet) *stdImporter {
	return &stdImporter{fset, map[string]*types.Package{"unsafe": types.Unsafe}}
}

// load imports a package of the standard library; the bool is false for any other.
func (s *stdImporter) load(path string) (*types.Package, bool) {
	data, ok := readStd()[path]
	if !ok {
		return nil, false
	}
	if pkg := s.have[path]; pkg != nil && pkg.Complete() {
		return pkg, true
	}
	pkg, err := gcexportdata.Read(bytes.NewReader(data), s.fset, s.have, path)
	return pkg, err == nil
}
