package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/krakenlint/krakenlint/analyzers"
)

const readmePath = "../../README.md"

// TestReadme runs the examples of the README, in testdata/demo with keys filled in, and
// compares what they print. UPDATE_SCRIPTS=1 writes it there instead.
func TestReadme(t *testing.T) {
	readme := readFile(t, readmePath)
	script := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(script, []byte("readme\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := readme
	t.Run("examples", func(t *testing.T) {
		testscript.Run(t, testscript.Params{
			Files:               []string{script},
			RequireExplicitExec: true,
			Setup: func(env *testscript.Env) error {
				if err := os.CopyFS(env.WorkDir, os.DirFS("../../testdata/demo")); err != nil {
					return err
				}
				return setup(env)
			},
			Cmds: map[string]func(*testscript.TestScript, bool, []string){
				"readme": func(ts *testscript.TestScript, _ bool, _ []string) {
					got = runExamples(ts, readme)
				},
			},
		})
	})
	compareReadme(t, readme, got)
}

var consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```\n")

// runExamples replaces the output in every console block by what its commands print now.
func runExamples(ts *testscript.TestScript, readme string) string {
	return consoleBlock.ReplaceAllStringFunc(readme, func(block string) string {
		var out strings.Builder
		out.WriteString("```console\n")
		for line := range strings.Lines(block) {
			command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
			if !ok {
				continue
			}
			words := strings.Fields(command)
			_ = ts.Exec(words[0], words[1:]...) // findings are no failure here
			out.WriteString("$ " + command + "\n" + ts.ReadFile("stdout") + ts.ReadFile("stderr"))
		}
		return out.String() + "```\n"
	})
}

// TestReadmeRules holds the table of the rules against the documentation of the analyzers.
func TestReadmeRules(t *testing.T) {
	readme := readFile(t, readmePath)
	before, rest, found := strings.Cut(readme, "<!-- rules: generated from the analyzers' documentation -->\n")
	_, after, closed := strings.Cut(rest, "<!-- end of rules -->\n")
	if !found || !closed {
		t.Fatal("README.md: the marks around the table of the rules are missing")
	}
	compareReadme(t, readme, before+"<!-- rules: generated from the analyzers' documentation -->\n"+ruleTable()+"<!-- end of rules -->\n"+after)
}

func ruleTable() string {
	var table strings.Builder
	table.WriteString("| rule | analyzer | what it does |\n|---|---|---|\n")
	for _, check := range analyzers.Checks() {
		summary, _, _ := strings.Cut(check.Analyzer.Doc, "\n")
		table.WriteString("| `" + check.Rule + "` | `" + check.Analyzer.Name + "` | " + summary + " |\n")
	}
	return table.String()
}

func compareReadme(t *testing.T, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	if os.Getenv("UPDATE_SCRIPTS") != "" {
		if err := os.WriteFile(readmePath, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("README.md is out of date, run UPDATE_SCRIPTS=1 go test -run Readme ./cmd/krakenlint (-README +now):\n%s", cmp.Diff(want, got))
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var relativeLink = regexp.MustCompile(`\]\(([^):#]+)\)`)

// TestReadmeLinks follows the links into the repository.
func TestReadmeLinks(t *testing.T) {
	for _, link := range relativeLink.FindAllStringSubmatch(readFile(t, readmePath), -1) {
		if _, err := os.Stat(filepath.Join("..", "..", link[1])); err != nil {
			t.Errorf("README.md: %v", err)
		}
	}
}
