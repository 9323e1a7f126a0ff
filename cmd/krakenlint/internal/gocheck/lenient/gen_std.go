//go:build ignore

// This program writes std.gob.gz: the types of the standard library's public packages, as
// the Go release that runs it has them.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"go/token"
	"log"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// stdPackage is as in std.go.
type stdPackage struct {
	Path string
	Data []byte
}

func main() {
	fset := token.NewFileSet()
	config := &packages.Config{
		Fset: fset,
		Mode: packages.LoadAllSyntax,
		Env:  append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64"),
	}
	loaded, err := packages.Load(config, "std")
	if err != nil {
		log.Fatal(err)
	}
	var data []stdPackage
	for _, pkg := range loaded {
		if len(pkg.Errors) > 0 {
			log.Fatal(pkg.Errors)
		}
		if public(pkg.PkgPath) {
			var out bytes.Buffer
			if err := gcexportdata.Write(&out, fset, pkg.Types); err != nil {
				log.Fatal(err)
			}
			data = append(data, stdPackage{pkg.PkgPath, out.Bytes()})
		}
	}
	slices.SortFunc(data, func(a, b stdPackage) int { return strings.Compare(a.Path, b.Path) })
	if err := os.WriteFile("std.gob.gz", pack(data), 0o644); err != nil {
		log.Fatal(err)
	}
}

// public leaves out what programs cannot import, and unsafe, which has no export data.
func public(path string) bool {
	return path != "unsafe" && !strings.HasPrefix(path, "vendor/") && !strings.Contains("/"+path+"/", "/internal/")
}

func pack(data []stdPackage) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if err := gob.NewEncoder(w).Encode(data); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}
