package sharedkey_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
)

// module writes testdata/module.txtar to a directory: a client, three programs of which two
// share a key, an example, and a package that none of them needs.
func module(t *testing.T) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "module.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range archive.Files {
		write(t, filepath.Join(dir, file.Name), string(file.Data))
	}
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// load loads all packages of a module.
func load(t *testing.T, dir string) []*packages.Package {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOPROXY=off", "GOWORK=off")}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// diagnostics runs an analyzer over all packages of a module, as golangci-lint does.
func diagnostics(t *testing.T, loaded []*packages.Package, analyzer *analysis.Analyzer) map[string][]string {
	t.Helper()
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer}, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, action := range graph.Roots {
		if action.Err != nil {
			t.Errorf("%s: %v", action.Package, action.Err)
		}
		for _, d := range action.Diagnostics {
			found[action.Package.PkgPath] = append(found[action.Package.PkgPath], d.Message)
		}
	}
	return found
}

func TestModule(t *testing.T) {
	loaded := load(t, module(t))
	found := diagnostics(t, loaded, sharedkey.New(sharedkey.Options{Module: sharedkey.LoadModule}))
	if len(found) != 1 || len(found["example.org/tools/cmd/bot"]) != 1 {
		t.Fatalf("diagnostics %q, want one, in cmd/bot", found)
	}
	for _, want := range []string{"cmd/bot and cmd/view", "KRAKEN_API_KEY", "cmd/view with query-funds"} {
		if message := found["example.org/tools/cmd/bot"][0]; !strings.Contains(message, want) {
			t.Errorf("message lacks %q: %s", want, message)
		}
	}
	// Under go vet, programs are seen one at a time.
	if found := diagnostics(t, loaded, sharedkey.Analyzer); len(found) != 0 {
		t.Errorf("diagnostics %q of programs alone, want none", found)
	}
	if err := analysis.Validate([]*analysis.Analyzer{sharedkey.Analyzer}); err != nil {
		t.Error(err)
	}
}

func TestState(t *testing.T) {
	dir := module(t)
	before := sharedkey.State(dir)
	if before == "" {
		t.Fatal("no state")
	}
	write(t, filepath.Join(dir, "other", "other.go"), "package other\n\n// Changed has nothing to do with it.\nconst Changed = 1\n")
	if after := sharedkey.State(filepath.Join(dir, "cmd", "bot")); after != before {
		t.Error("the state changes with a package that no program needs")
	}
	write(t, filepath.Join(dir, "cmd", "view", "main.go"), "package main\n\nfunc main() {}\n")
	if after := sharedkey.State(dir); after == before {
		t.Error("the state stays when a program changes")
	}
	if state := sharedkey.State(t.TempDir()); state != "" {
		t.Errorf("state %q without a module", state)
	}
}
