package project

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A document of a few lines whose aliases unfold to more nodes than memory holds is
// listed as incomplete, and the files beside it are read.
func TestExplodingAnchors(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 {x: 1}\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&bomb, "a%[1]d: &a%[1]d {<<: [*a%[2]d, *a%[2]d, *a%[2]d, *a%[2]d]}\n", i, i-1)
	}
	bomb.WriteString("services:\n  bot: {environment: {<<: *a39}}\n")
	tree := fstest.MapFS{
		"compose.yml":     {Data: []byte(bomb.String())},
		"ok/compose.yml":  {Data: []byte("services: {a: {environment: [KRAKEN_API_KEY]}}\n")},
		"big/compose.yml": {Data: []byte("services: {}\n" + strings.Repeat("#", maxManifestBytes))},
	}
	start := time.Now()
	read := ReadManifests(tree, []string{"compose.yml", "ok/compose.yml", "big/compose.yml"})
	if len(read.Workloads) != 2 {
		t.Errorf("%d workloads, want 2", len(read.Workloads))
	}
	var paths []string
	for _, i := range read.Incomplete {
		paths = append(paths, i.Path)
	}
	if diff := cmp.Diff([]string{"big/compose.yml", "compose.yml"}, paths); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
	t.Logf("took %v", time.Since(start))
}

// Nothing outside the tree is read: through paths, through symbolic links.
func TestStaysInTree(t *testing.T) {
	outside := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "keys.env"), "KRAKEN_SECRET_OUTSIDE=x\n")
	write(filepath.Join(outside, "compose.yml"), "services: {stolen: {image: x}}\n")
	root := filepath.Join(t.TempDir(), "root")
	write(filepath.Join(root, "docker-compose.yml"), "include: [link/compose.yml]\nservices: {a: {env_file: [link/keys.env, ../"+filepath.Base(outside)+"/keys.env, "+outside+"/keys.env]}}\n")
	if err := os.Symlink(outside, filepath.Join(root, "link")); err != nil {
		t.Skip(err)
	}
	read := LoadManifests([]string{root}, []string{filepath.Join(root, "docker-compose.yml")}, func(path string) string {
		rel, _ := filepath.Rel(root, path)
		return rel
	})
	if len(read.Workloads) != 1 || len(read.Workloads[0].Bindings) != 0 {
		t.Errorf("read what is outside: %+v", read.Workloads)
	}
	if len(read.Incomplete) == 0 {
		t.Error("nothing is incomplete")
	}
}

func TestExpand(t *testing.T) {
	find := func(name string) (string, bool) {
		value, ok := map[string]string{"SET": "value", "EMPTY": ""}[name]
		return value, ok
	}
	for text, want := range map[string]string{
		"$SET":               "", // text
		"${UNSET}":           "env:UNSET",
		"$UNSET":             "env:UNSET",
		"${UNSET:?message}":  "env:UNSET",
		"${EMPTY:-${UNSET}}": "env:EMPTY|env:UNSET",
		"${A:-${B:-${C}}}":   "env:A|env:B|env:C",
		"${SET:-${UNSET}}":   "",
		"$$UNSET":            "",
		"prefix-${UNSET}":    "",
		"${UNSET":            "",
		"${9}":               "",
		"":                   "",
	} {
		var sources []string
		for _, v := range expand(text, find, 0) {
			if v.Source != "" {
				sources = append(sources, v.Source)
			}
		}
		if got := strings.Join(sources, "|"); got != want {
			t.Errorf("expand(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestParseEnv(t *testing.T) {
	text := "\ufeffA=1\r\nexport B = \"two # words\"\n# no\nC='x\ny'\nD=3 # comment\nE\nF: 4\n not a name = 5\n"
	var got []string
	for _, a := range parseEnv("f", []byte(text)) {
		got = append(got, fmt.Sprintf("%d %s=%s %v", a.Line, a.name, a.value, a.given))
	}
	want := []string{"1 A=1 true", "2 B=two # words true", "4 C=x\ny true", "6 D=3 true", "7 E= false", "8 F=4 true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parseEnv (-want +got):\n%s", diff)
	}
}

func TestGoPackages(t *testing.T) {
	for command, want := range map[string]string{
		"go build ./cmd/bot":                              "[cmd/bot] ",
		"go build -o /out/bot -ldflags '-s -w' ./cmd/bot": "[cmd/bot] bot",
		"CGO_ENABLED=0 go install -v ./cmd/a ./cmd/b":     "[cmd/a cmd/b] ",
		"go run . --flag x":                               "[.] ",
		"go run cmd/bot/main.go --key x":                  "[cmd/bot] ",
		"/usr/local/go/bin/go build -C tools -o=x":        "[tools] x",
		"go test ./...":                                   "[] ",
		"go":                                              "[] ",
	} {
		packages, output := GoPackages(shellWords(command))
		if got := fmt.Sprint(packages, " ", output); got != want {
			t.Errorf("GoPackages(%q) = %q, want %q", command, got, want)
		}
	}
}

// Inputs that would take hours with a quadratic or exponential reader. They are read in
// milliseconds; the test's own time limit is the only clock.
func TestHostileShapes(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, (maxManifestBytes-100)/len(s)) }
	for name, tree := range map[string]fstest.MapFS{
		"unclosed references": {".env": {Data: []byte("A=" + fill("${"))}},
		"continued lines":     {"a.service": {Data: []byte(fill("A\\\n"))}},
		"branching extends":   {".gitlab-ci.yml": {Data: []byte(".a: {extends: [.a, .b, .b]}\n.b: {extends: [.a, .a, .b]}\nc: {extends: [.a, .b], script: '" + fill("${A") + "'}\n")}},
		"processes":           {"Procfile": {Data: []byte(fill("a: b\n"))}, ".env": {Data: []byte(fill("A1=${B}\n"))}},
		"stages":              {"compose.yml": {Data: []byte("services: {a: {build: .}}")}, "Dockerfile": {Data: []byte(strings.Repeat("FROM a AS b\nCOPY --from=b x y\n", 4000))}},
		"drawn in":            {"kustomization.yaml": {Data: []byte("resources: [., ., ., ., x]\n")}, "x": {Data: []byte("kind: Pod\nmetadata: {name: a}\n")}},
		"nesting":             {"a.yaml": {Data: []byte("kind: Pod\nx: " + fill("["))}},
	} {
		t.Run(name, func(t *testing.T) { ReadManifests(tree, sortedKeys(tree)) })
	}
}
