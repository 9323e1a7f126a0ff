package keyflow

import (
	"fmt"
	"go/build"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/extract"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
)

// contextDepth is how many call sites tell calls of a function apart.
const contextDepth = 4

// packageRun is the analysis of one package.
type packageRun struct {
	pass    *analysis.Pass
	own     *ir.Package
	imports map[string]packedPackage
	linked  []*ir.Package // own and imported, unpacked
	result  *Result
	broken  bool // the package does not type-check
	flat    bool // it is too large for calls of a function to be told apart, if anyone may call
	cut     bool // the package is a client that was not followed to the end
}

func run(pass *analysis.Pass) (any, error) {
	r := &packageRun{pass: pass, result: new(Result)}
	if standardLibrary(pass) {
		return r.result, nil
	}
	r.imports, r.broken = imported(pass), broken(pass)
	r.own = extract.Package(extract.Input{
		Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo, Module: modulePath(pass),
		Modelled:  solve.Modelled,
		ReadFile:  readPlain,
		HasSource: func(path string) bool { _, ok := r.imports[extract.PackagePath(path)]; return ok },
	})
	packed := packedPackage{Path: r.own.Path, Module: r.own.Module, Kraken: r.own.Kraken, Broken: r.broken, Signing: solve.SigningOf(r.own), Clue: clue(r.own)}
	if r.relevant(packed) {
		if err := r.link(); err != nil {
			return nil, err
		}
		r.sinkFields()
		packed.Cut, packed.Signing = r.cut, solve.SigningOf(r.own)
		if packed.Clue || r.importsClue() {
			r.literals()
			for _, l := range r.result.Literals {
				packed.Reported = append(packed.Reported, l.Fingerprint)
			}
		}
		if r.own.Main && !strings.HasSuffix(pass.Pkg.Path(), ".test") {
			r.app()
		}
	}
	if !r.own.Main {
		packed.outline(r.own, importPaths(pass))
		packed.Data = ir.Encode(masked(r.own))
		pass.ExportPackageFact(export(packed, r.imports))
	}
	return r.result, nil
}

// broken tells whether a package does not type-check. Tests are no part of its programs:
// those that need generated code often stand in a repository without it.
func broken(pass *analysis.Pass) bool {
	return slices.ContainsFunc(pass.TypeErrors, func(err types.Error) bool {
		return !strings.HasSuffix(err.Fset.PositionFor(err.Pos, false).Filename, "_test.go")
	})
}

// maxRead bounds the files that are read beside Go code.
const maxRead = 64 << 10

// readPlain reads a small regular file.
func readPlain(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxRead {
		return nil, fmt.Errorf("%s: not a small plain file", name)
	}
	return os.ReadFile(name)
}

func importPaths(pass *analysis.Pass) []string {
	var paths []string
	for _, imp := range pass.Pkg.Imports() {
		paths = append(paths, imp.Path())
	}
	return paths
}

// relevant tells whether the package, or one below it, is a client of Kraken, and whether
// there is code that may use a key.
func (r *packageRun) relevant(own packedPackage) bool {
	kraken := own.Kraken
	signing := []solve.Signing{own.Signing}
	for _, p := range r.imports {
		kraken = kraken || p.Kraken
		signing = append(signing, p.Signing)
	}
	return kraken && solve.MaySign(slices.Values(signing))
}

func (r *packageRun) importsClue() bool {
	for _, p := range r.imports {
		if p.Clue {
			return true
		}
	}
	return false
}

// link unpacks what the package imports.
func (r *packageRun) link() error {
	r.linked = []*ir.Package{r.own}
	for _, path := range r.needed() {
		pkg, err := unpack(r.imports[path])
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		r.linked = append(r.linked, pkg)
	}
	return nil
}

// standardLibrary tells whether the package is part of the Go distribution.
func standardLibrary(pass *analysis.Pass) bool {
	path := pass.Pkg.Path()
	if root, _, _ := strings.Cut(path, "/"); root != "internal" && root != "vendor" && root != "cmd" && !extract.Standard(path) {
		return false
	}
	if len(pass.Files) == 0 || pass.Module != nil && pass.Module.Path != "" && pass.Module.Path != "std" && pass.Module.Path != "cmd" {
		return false
	}
	file := pass.Fset.PositionFor(pass.Files[0].Package, false).Filename
	goroot := build.Default.GOROOT
	return goroot == "" || strings.HasPrefix(file, goroot) || !strings.ContainsAny(file, `/\`) || strings.Contains(file, "/go-build")
}

func modulePath(pass *analysis.Pass) string {
	if pass.Module == nil {
		return ""
	}
	return pass.Module.Path
}

// tokenFile finds a file of the pass by its name.
func (r *packageRun) tokenFile(name string) *token.File {
	for _, f := range r.pass.Files {
		if tf := r.pass.Fset.File(f.FileStart); tf != nil && tf.Name() == name {
			return tf
		}
	}
	return nil
}

// place turns a place in a package's file into one of the report.
func (r *packageRun) place(p solve.Place) Place {
	out := Place{File: p.File, Line: int(p.Pos.Line), Column: int(p.Pos.Col), EndLine: int(p.Pos.EndLine), EndColumn: int(p.Pos.EndCol)}
	if tf := r.tokenFile(p.File); tf != nil {
		out.Pos = position(tf, out.Line, out.Column)
		out.End = position(tf, out.EndLine, out.EndColumn)
	}
	return out
}

func position(f *token.File, line, column int) token.Pos {
	if line < 1 || line > f.LineCount() {
		return token.NoPos
	}
	pos := f.LineStart(line) + token.Pos(column-1)
	if int(pos) > f.Base()+f.Size() {
		return token.NoPos
	}
	return pos
}
