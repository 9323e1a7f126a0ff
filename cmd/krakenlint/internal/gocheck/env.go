package gocheck

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// environment is that of the go command: the user's, so that the build cache is shared
// with their own builds, but offline and without anything that a scanned file can choose.
func environment(b build, cgo bool) []string {
	env := append(os.Environ(),
		"GOTOOLCHAIN=local", // go.mod's toolchain line downloads and runs a compiler
		"GOPROXY=off",       // what is missing is reported and not fetched
		"GOVCS=*:off",
		"GO111MODULE=on",
		"GOWORK="+b.work,
		"PWD="+b.dir,
	)
	if cgo {
		env = append(env, "CGO_ENABLED=0")
	}
	return env
}

// modFlag keeps the go command from editing go.mod, which GOFLAGS=-mod=mod would allow,
// and otherwise decides about vendored dependencies as it does by itself.
func modFlag(b build) string {
	flags := os.Getenv("GOFLAGS")
	switch {
	case strings.Contains(flags, "-mod=vendor"):
		return "-mod=vendor"
	case strings.Contains(flags, "-mod="), !isFile(filepath.Join(b.dir, "vendor", "modules.txt")):
		return "-mod=readonly"
	}
	return "-mod=vendor"
}

// usesCgo tells whether the trees of modules have Go files that import "C". The go
// command would then run a C compiler on what is there. Vendored code is looked at too.
func usesCgo(modules []string) bool {
	found := false
	for _, module := range modules {
		_ = filepath.WalkDir(module, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || found {
				return fs.SkipAll
			}
			if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git") {
				return fs.SkipDir
			}
			found = entry.Type().IsRegular() && isCgo(path)
			return nil
		})
	}
	return found
}

// MaxFile is the size in bytes from which on a Go file is not analysed. It is more than
// people write or generate.
const MaxFile = 32 << 20

// isCgo tells whether the go command would give a file to cgo or SWIG.
func isCgo(path string) bool {
	switch filepath.Ext(path) {
	case ".swig", ".swigcxx":
		return true
	case ".go":
		content, err := readLimited(path)
		return err == nil && (bytes.Contains(content, []byte(`"C"`)) || bytes.Contains(content, []byte("`C`"))) && importsC(content)
	}
	return false
}

func importsC(content []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", content, parser.ImportsOnly|parser.SkipObjectResolution)
	return err == nil && slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
		return len(spec.Path.Value) == 3 && spec.Path.Value[1] == 'C'
	})
}

func readLimited(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > MaxFile {
		return nil, fs.ErrInvalid
	}
	return os.ReadFile(path)
}
