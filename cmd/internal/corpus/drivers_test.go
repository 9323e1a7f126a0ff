package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/krakenlint/krakenlint/analyzers"
)

// driver runs the analyzers over the module in dir and tells what they found, spelled as
// Wants does, relative to top.
type driver func(t *testing.T, top, dir string) []string

var fingerprint = regexp.MustCompile(`fingerprint ([0-9a-f]{8})`)

// add takes the fingerprints out of a message.
func add(found []string, top, file string, line int, message string) []string {
	for _, match := range fingerprint.FindAllStringSubmatch(message, -1) {
		found = append(found, Found(top, file, line, match[1]))
	}
	return found
}

// inProcess is what analysistest, singlechecker and their kin do.
func inProcess(t *testing.T, top, dir string) []string {
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Tests: true, Env: environ()}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(analyzers.All(), loaded, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, action := range graph.Roots {
		if action.Err != nil {
			t.Errorf("%s: %v", action, action.Err)
		}
		for _, diagnostic := range action.Diagnostics {
			position := action.Package.Fset.Position(diagnostic.Pos)
			found = add(found, top, position.Filename, position.Line, diagnostic.Message)
		}
	}
	return found
}

// goVet is go vet -vettool=krakenvet.
func goVet(t *testing.T, top, dir string) []string {
	out := run(t, dir, "go", "vet", "-json", "-vettool="+built(t, "krakenvet"), "./...")
	var found []string
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var tree map[string]map[string][]struct{ Posn, Message string }
		if err := decoder.Decode(&tree); err != nil {
			t.Fatalf("%v in\n%s", err, out)
		}
		for _, byAnalyzer := range tree {
			for _, diagnostics := range byAnalyzer {
				for _, d := range diagnostics {
					file, line := split(t, d.Posn)
					found = add(found, top, file, line, d.Message)
				}
			}
		}
	}
	return found
}

// split cuts file:line:column.
func split(t *testing.T, position string) (string, int) {
	parts := strings.Split(position, ":")
	line, err := strconv.Atoi(parts[len(parts)-2])
	if err != nil {
		t.Fatalf("position %q: %v", position, err)
	}
	return strings.Join(parts[:len(parts)-2], ":"), line
}

// check is krakenlint check --format json, text rules and all.
func check(t *testing.T, top, dir string) []string {
	out := run(t, dir, built(t, "krakenlint"), "check", "--format", "json", "--no-progress", ".")
	var report struct {
		Findings []struct {
			Rule, File string
			Line       int
			Credential struct{ Source string }
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	var found []string
	for _, f := range report.Findings {
		if f.Rule == "hardcoded-key" {
			found = append(found, Found(top, filepath.Join(dir, f.File), f.Line, strings.TrimPrefix(f.Credential.Source, "literal:")))
		}
	}
	return found
}

// golangci is golangci-lint with the plugin built in.
func golangci(t *testing.T, top, dir string) []string {
	config := filepath.Join(t.TempDir(), ".golangci.yml")
	if err := os.WriteFile(config, []byte(golangciConfig), 0o644); err != nil {
		t.Fatal(err)
	}
	lint := golangciLint(t)
	t.Setenv("GOLANGCI_LINT_CACHE", t.TempDir())
	out := run(t, dir, lint, "run", "--config", config, "--path-mode", "abs", "--issues-exit-code", "1", "--show-stats=false", "--output.json.path", "stdout", "./...")
	var report struct {
		Issues []struct {
			Text string
			Pos  struct {
				Filename string
				Line     int
			}
		}
	}
	if err := json.NewDecoder(bytes.NewReader(out)).Decode(&report); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	var found []string
	for _, issue := range report.Issues {
		found = add(found, top, issue.Pos.Filename, issue.Pos.Line, issue.Text)
	}
	return found
}

const golangciConfig = `version: "2"
linters:
  default: none
  enable: [krakenlint]
  settings:
    custom:
      krakenlint:
        type: module
issues:
  max-same-issues: 0
  max-issues-per-linter: 0
`

// run runs a command; exit status 1 says that there are findings.
func run(t *testing.T, dir string, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(environ(), "PWD="+dir)
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("%s %s: %v\n%s%s", filepath.Base(name), strings.Join(args, " "), err, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.Bytes()
}

// environ keeps tests off the network and lets vendor directories count.
func environ() []string {
	return append(os.Environ(), "GOPROXY=off", "GOTOOLCHAIN=local", "GOFLAGS=", "GOWORK=")
}

// bin is where built puts programs; TestMain removes it.
var bin string

func TestMain(m *testing.M) {
	var err error
	if bin, err = os.MkdirTemp("", "krakenlint-corpus-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	status := m.Run()
	_ = os.RemoveAll(bin)
	os.Exit(status)
}

// built builds one of this repository's commands.
func built(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(bin, name)
	if _, err := os.Stat(path); err == nil {
		return path
	}
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, "github.com/krakenlint/krakenlint/cmd/"+name).CombinedOutput()
	if err != nil {
		t.Fatalf("building %s: %v\n%s", name, err, out)
	}
	return path
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
