package sharedkey

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
)

// loaded are the modules that LoadModule has analysed, by root.
var loaded sync.Map // string -> func() (Module, error)

// LoadModule analyses the programs of the module that has dir, once in a process. It is
// for drivers that look at one package at a time and keep the module loaded anyway, as
// golangci-lint does. Only programs that have to do with Kraken are loaded, and only where
// there are two. Nothing is downloaded.
func LoadModule(dir string) (Module, error) {
	root := moduleRoot(dir)
	if root == "" {
		return Module{}, nil
	}
	load, _ := loaded.LoadOrStore(root, sync.OnceValues(func() (Module, error) { return loadModule(root) }))
	return load.(func() (Module, error))()
}

func loadModule(root string) (Module, error) {
	module := Module{Root: root}
	dirs := krakenPrograms(readModule(root))
	if len(dirs) < 2 {
		return module, nil
	}
	config := &packages.Config{Mode: packages.LoadAllSyntax, Dir: root, Env: append(os.Environ(), "GOPROXY=off", "GOTOOLCHAIN=local")}
	var patterns []string
	for _, dir := range dirs {
		patterns = append(patterns, "./"+dir)
	}
	programs, err := packages.Load(config, patterns...)
	if err != nil {
		return module, fmt.Errorf("sharedkey: loading the programs of the module: %w", err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{keyflow.Analyzer}, programs, nil)
	if err != nil {
		return module, fmt.Errorf("sharedkey: analysing the programs of the module: %w", err)
	}
	for _, action := range graph.Roots {
		if result, ok := action.Result.(*keyflow.Result); ok && result.App != nil {
			module.Apps = append(module.Apps, *result.App)
		}
	}
	return module, nil
}

// State is a digest of all code of the module at dir that decides which of its programs
// share a key. A driver that keeps the diagnostics of unchanged packages must not keep
// those of this analyzer when it changes: they depend on packages that nothing imports.
// It is empty where there are no two programs that have to do with Kraken.
func State(dir string) string {
	root := moduleRoot(dir)
	if root == "" {
		return ""
	}
	module := readModule(root)
	dirs := krakenPrograms(module)
	if len(dirs) < 2 {
		return ""
	}
	code := map[string]bool{}
	for _, dir := range dirs {
		module.close(dir, code)
	}
	digest := sha256.New()
	for _, dir := range slices.Sorted(keys(code)) {
		fmt.Fprintf(digest, "%s %x\n", dir, module.packages[dir].digest)
	}
	return hex.EncodeToString(digest.Sum(nil)[:8])
}

func keys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// moduleRoot is the nearest directory upward with a go.mod.
func moduleRoot(dir string) string {
	for {
		if info, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && info.Mode().IsRegular() {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// moduleCode is what can be told of a module's packages without loading them.
type moduleCode struct {
	packages map[string]*packageCode // by directory, relative to the root, /-separated
}

type packageCode struct {
	main, kraken bool
	imports      []string // directories in the module
	digest       [sha256.Size]byte
}

// maxSource is more than people write or generate in one file, in bytes.
const maxSource = 8 << 20

// readModule reads the non-test Go files of a module. What cannot be read or parsed is
// left out: it does not build either.
func readModule(root string) moduleCode {
	module := moduleCode{map[string]*packageCode{}}
	content, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return module
	}
	modulePath := modfile.ModulePath(content)
	_ = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if entry.IsDir() {
			return skipDir(root, name, entry.Name())
		}
		if entry.Type().IsRegular() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			module.add(root, name, modulePath)
		}
		return nil
	})
	return module
}

// skipDir leaves out what is not part of the module's build, as the go command does.
func skipDir(root, name, base string) error {
	if name == root {
		return nil
	}
	if base == "vendor" || base == "node_modules" || base[0] == '.' || base[0] == '_' || IsExample(base) {
		return fs.SkipDir
	}
	if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
		return fs.SkipDir
	}
	return nil
}

func (m moduleCode) add(root, name, modulePath string) {
	info, err := os.Stat(name)
	if err != nil || info.Size() > maxSource {
		return
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ImportsOnly)
	if err != nil {
		return
	}
	rel, err := filepath.Rel(root, filepath.Dir(name))
	if err != nil {
		return
	}
	dir := filepath.ToSlash(rel)
	pkg := m.packages[dir]
	if pkg == nil {
		pkg = new(packageCode)
		m.packages[dir] = pkg
	}
	pkg.main = pkg.main || file.Name.Name == "main"
	pkg.kraken = pkg.kraken || bytes.Contains(bytes.ToLower(content), []byte("kraken"))
	pkg.digest = sha256.Sum256(slices.Concat(pkg.digest[:], []byte(filepath.Base(name)), []byte{0}, content))
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if within, ok := strings.CutPrefix(imported, modulePath); err == nil && ok && (within == "" || within[0] == '/') {
			pkg.imports = append(pkg.imports, path.Clean(strings.TrimPrefix(within, "/")))
		}
	}
}

// close adds a package and all that it imports of the module.
func (m moduleCode) close(dir string, code map[string]bool) {
	pkg := m.packages[dir]
	if pkg == nil || code[dir] {
		return
	}
	code[dir] = true
	for _, imported := range pkg.imports {
		m.close(imported, code)
	}
}

// krakenPrograms lists the main packages that name Kraken somewhere in their code or in
// what they import of the module.
func krakenPrograms(m moduleCode) []string {
	var dirs []string
	for dir, pkg := range m.packages {
		code := map[string]bool{}
		if pkg.main {
			m.close(dir, code)
		}
		for in := range code {
			if m.packages[in].kraken {
				dirs = append(dirs, dir)
				break
			}
		}
	}
	slices.Sort(dirs)
	return dirs
}
