// Package lenient loads Go packages as far as they go: with type errors, with imports
// that are nowhere to be found, without the go command. It reads files and runs nothing.
//
// The standard library comes from export data inside this program (std.go), so that no Go
// installation is needed. A module's own packages, vendored ones and those in the module
// cache are type-checked from source. The version of a dependency is the one that go.mod
// names; modules that speak of Go 1.17 or later name them all.
package lenient

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Options say how to read files.
type Options struct {
	// ReadFile reads a file. It bounds sizes and knows about staged content.
	ReadFile func(path string) ([]byte, error)
	// Opaque tells which packages are loaded for their types only; nil means none.
	Opaque func(importPath string) bool
	// Tags are build tags beside those of the host.
	Tags []string
}

// Loader loads packages that share a file set.
type Loader struct {
	options  Options
	context  build.Context
	fset     *token.FileSet
	std      *stdImporter
	packages map[key]*loaded
	scopes   map[string]*scope // by directory of the module
	cache    string            // the module cache
}

type key struct {
	scope *scope
	path  string
}

// loaded is a package that has been or is being loaded.
type loaded struct {
	pkg  *packages.Package
	done bool // false while its imports are loaded: to import it then is a cycle
}

// New makes a loader.
func New(options Options) *Loader {
	l := &Loader{
		options:  options,
		context:  build.Default,
		fset:     token.NewFileSet(),
		packages: map[key]*loaded{},
		scopes:   map[string]*scope{},
		cache:    moduleCache(),
	}
	l.context.CgoEnabled = true // files that import "C" are checked with a fake C
	l.context.BuildTags = slices.Clone(options.Tags)
	l.context.OpenFile = l.open
	l.std = newStd(l.fset)
	return l
}

// Dir loads the packages whose files stand in a directory, with their tests: usually one,
// and its external test.
func (l *Loader) Dir(ctx context.Context, dir string) []*packages.Package {
	var all []*packages.Package
	scope := l.scopeOf(dir)
	importPath := scope.importPath(dir)
	for _, group := range l.groups(dir) {
		if ctx.Err() != nil {
			break
		}
		id := importPath
		if strings.HasSuffix(group.name, "_test") {
			id += "_test"
		}
		all = append(all, l.check(ctx, scope, id, dir, group))
	}
	return all
}

// group is the files of a directory that form one package.
type group struct {
	name   string
	files  []*ast.File
	broken bool // a file has a syntax error
}

// groups parses a directory: files that the host builds, by package; and each file
// that nothing builds (//go:build ignore) as a program of its own.
func (l *Loader) groups(dir string) []group {
	var groups []group
	for _, name := range l.sources(dir) {
		file, clean := l.parse(filepath.Join(dir, name))
		if file == nil {
			continue
		}
		match, err := l.context.MatchFile(dir, name)
		alone := (err != nil || !match) && file.Name.Name == "main" && ignored(file)
		if err == nil && !match && !alone {
			continue
		}
		at := slices.IndexFunc(groups, func(g group) bool { return g.name == file.Name.Name })
		if at < 0 || alone {
			groups = append(groups, group{name: file.Name.Name})
			at = len(groups) - 1
		}
		if alone {
			groups[at].name = "main " // joins nothing else
		}
		groups[at].files = append(groups[at].files, file)
		groups[at].broken = groups[at].broken || !clean
	}
	return groups
}

// check type-checks one package. Errors are noted, never in words: they quote constants.
func (l *Loader) check(ctx context.Context, scope *scope, importPath, dir string, g group) *packages.Package {
	pkg := &packages.Package{
		ID: importPath, PkgPath: importPath, Name: strings.TrimSpace(g.name), Dir: dir,
		Fset: l.fset, Syntax: g.files, IllTyped: g.broken,
		TypesSizes: types.SizesFor("gc", runtime.GOARCH),
		Imports:    map[string]*packages.Package{},
		Module:     scope.module(),
		TypesInfo: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
			Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
		},
	}
	config := types.Config{
		Importer:    importer(func(path string) (*types.Package, error) { return l.importInto(ctx, pkg, scope, path) }),
		FakeImportC: true,
		Sizes:       pkg.TypesSizes,
		Error: func(err error) {
			pkg.IllTyped = true
			var typeError types.Error
			if errors.As(err, &typeError) {
				pkg.TypeErrors = append(pkg.TypeErrors, typeError)
			}
		},
	}
	pkg.Types = safely(func() *types.Package {
		checked, _ := config.Check(importPath, l.fset, g.files, pkg.TypesInfo)
		return checked
	})
	if pkg.Types == nil {
		pkg.Types, pkg.IllTyped, pkg.Syntax = types.NewPackage(importPath, pkg.Name), true, nil
	}
	return pkg
}

// safely turns a panic of the type checker, which hostile code may find, into nil.
func safely(check func() *types.Package) (pkg *types.Package) {
	defer func() {
		if recover() != nil {
			pkg = nil
		}
	}()
	return check()
}

type importer func(path string) (*types.Package, error)

func (i importer) Import(path string) (*types.Package, error) { return i(path) }

// importInto imports path for pkg and notes it there, so that facts travel.
func (l *Loader) importInto(ctx context.Context, pkg *packages.Package, scope *scope, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if std, ok := l.std.load(path); ok {
		return std, nil
	}
	imported, err := l.imported(ctx, scope, path)
	if err != nil {
		return nil, err
	}
	if l.options.Opaque == nil || !l.options.Opaque(path) {
		pkg.Imports[path] = imported
	}
	return imported.Types, nil
}

// imported loads a package that others import: without its tests.
func (l *Loader) imported(ctx context.Context, scope *scope, importPath string) (*packages.Package, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	at := key{scope, importPath}
	if have := l.packages[at]; have != nil {
		if !have.done {
			return nil, fmt.Errorf("import cycle through %s", importPath)
		}
		if have.pkg == nil {
			return nil, fmt.Errorf("no package %s", importPath)
		}
		return have.pkg, nil
	}
	entry := new(loaded)
	l.packages[at] = entry
	defer func() { entry.done = true }()
	dir, ok := scope.locate(importPath)
	if !ok {
		return nil, fmt.Errorf("no package %s", importPath)
	}
	group, ok := l.library(dir)
	if !ok {
		return nil, fmt.Errorf("no Go files in %s", importPath)
	}
	entry.pkg = l.check(ctx, scope, importPath, dir, group)
	return entry.pkg, nil
}

// library is the package of a directory as others import it.
func (l *Loader) library(dir string) (group, bool) {
	var g group
	for _, name := range l.sources(dir) {
		if match, err := l.context.MatchFile(dir, name); err != nil || !match || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if file, clean := l.parse(filepath.Join(dir, name)); file != nil && (g.name == "" || g.name == file.Name.Name) {
			g.name, g.files, g.broken = file.Name.Name, append(g.files, file), g.broken || !clean
		}
	}
	return g, len(g.files) > 0
}

// parse reads one file; the bool is false where it has syntax errors.
func (l *Loader) parse(path string) (*ast.File, bool) {
	content, err := l.options.ReadFile(path)
	if err != nil {
		return nil, false
	}
	file, err := parser.ParseFile(l.fset, path, content, parser.ParseComments|parser.SkipObjectResolution)
	if file == nil || file.Name == nil || file.Name.Name == "" || file.Name.Name == "_" {
		return nil, false
	}
	return file, err == nil
}
