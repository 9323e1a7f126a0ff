package corpus

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// golangciVersion is what .custom-gcl.yml names.
const golangciVersion = "v2.15.0"

const golangciMain = `package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	_ "github.com/krakenlint/krakenlint/cmd/gclplugin"
)

func main() {
	if err := commands.Execute(commands.BuildInfo{Version: "(devel)", GoVersion: "unknown"}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}
`

// golangciLint is a golangci-lint with the plugin. To build it takes a minute and modules
// from the network, so that it is done on demand: KRAKENLINT_GOLANGCI=build builds it as
// the plugin's documentation says, any other value is the path of one that is there.
func golangciLint(t *testing.T) string {
	t.Helper()
	switch path := os.Getenv("KRAKENLINT_GOLANGCI"); path {
	case "":
		t.Skip("KRAKENLINT_GOLANGCI is not set: neither a golangci-lint with the plugin nor the word build")
		return ""
	case "build":
		return buildGolangci(t)
	default:
		return path
	}
}

func buildGolangci(t *testing.T) string {
	path := filepath.Join(bin, "golangci-lint")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	checkout, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files := map[string]string{
		"main.go": golangciMain,
		"go.mod": "module custom\n\ngo 1.26\n\nrequire github.com/golangci/golangci-lint/v2 " + golangciVersion +
			"\n\nrequire github.com/krakenlint/krakenlint v0.0.0\n\nreplace github.com/krakenlint/krakenlint => " + checkout + "\n",
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"mod", "tidy"}, {"build", "-o", path, "."}} {
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	return path
}

// TestGolangci lives with the plugin: findings, cache, nolint, --fix, settings.
func TestGolangci(t *testing.T) {
	lint := golangciLint(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "..", "testdata", "golangci"),
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			if err := Materialise(os.DirFS(env.WorkDir), env.WorkDir); err != nil {
				return err
			}
			env.Vars = append(env.Vars, "GOCACHE="+goCache(t), "GOPROXY=off", "GOLANGCI_LINT_CACHE="+filepath.Join(env.WorkDir, ".cache"))
			if err := os.Mkdir(filepath.Join(env.WorkDir, "bin"), 0o755); err != nil {
				return err
			}
			if err := os.Symlink(lint, filepath.Join(env.WorkDir, "bin", "golangci-lint")); err != nil {
				return err
			}
			env.Setenv("PATH", filepath.Join(env.WorkDir, "bin")+string(filepath.ListSeparator)+env.Getenv("PATH"))
			return nil
		},
	})
}

func goCache(t *testing.T) string {
	t.Helper()
	dir, err := exec.CommandContext(t.Context(), "go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(dir))
}
