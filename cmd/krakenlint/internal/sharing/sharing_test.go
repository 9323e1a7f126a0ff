package sharing

import (
	"encoding/base64"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// scenario is one testdata/*.txtar. Its comment holds lines
//
//	go DIR SOURCE[,PRIVATE_SOURCE] [ENDPOINT...]   a Go program and a key of it; - for no key
//	declare SOURCE APP...                          an entry under keys: in the configuration
//	runs WORKLOAD DIR                              an entry under apps: runs: in the configuration
//	shared SOURCE APP...                           an expected finding
//	incomplete PATH                                an expected incomplete entry
//
// and its files are the tree.
type scenario struct {
	in         Input
	shared     []string
	incomplete []string
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, manifests := load(t, archive)
			var incomplete []string
			for _, i := range manifests.Incomplete {
				incomplete = append(incomplete, i.Path)
			}
			if diff := cmp.Diff(sorted(s.incomplete), sorted(slices.Compact(sorted(incomplete)))); diff != "" {
				t.Errorf("incomplete (-want +got):\n%s\n%v", diff, manifests.Incomplete)
			}
			var got []string
			for _, f := range Findings(s.in) {
				got = append(got, f.Credential.Source+" "+strings.Join(f.Apps, " "))
				if f.Line < 1 || f.Column < 1 || f.File == "" || len(f.Related) < len(f.Apps)-1 {
					t.Errorf("finding without its places: %+v", f)
				}
			}
			if diff := cmp.Diff(sorted(s.shared), sorted(got)); diff != "" {
				t.Errorf("shared (-want +got):\n%s", diff)
			}
		})
	}
}

func sorted(list []string) []string {
	return append([]string{}, slices.Sorted(slices.Values(list))...)
}

var placeholder = regexp.MustCompile(`@(BASE64_)?(API|PRIVATE)_KEY_(\d)@|literal:@\d`)

// fill puts keys, or their fingerprints, in place of placeholders.
func fill(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		m := placeholder.FindStringSubmatch(p)
		number := p[len(p)-1:]
		if m[3] != "" {
			number = m[3]
		}
		pair := credentialtest.New(uint64(number[0])).Pair()
		switch {
		case strings.HasPrefix(p, "literal:"):
			return "literal:" + credential.Fingerprint(pair.APIKey)
		case m[2] == "PRIVATE":
			pair.APIKey = pair.PrivateKey
		}
		if m[1] != "" {
			return base64.StdEncoding.EncodeToString([]byte(pair.APIKey))
		}
		return pair.APIKey
	})
}

func load(t *testing.T, archive *txtar.Archive) (scenario, project.Manifests) {
	t.Helper()
	tree := fstest.MapFS{}
	var names []string
	for _, f := range archive.Files {
		tree[f.Name] = &fstest.MapFile{Data: []byte(fill(string(f.Data)))}
		names = append(names, f.Name)
	}
	manifests := project.ReadManifests(tree, names)
	s := scenario{in: Input{Workloads: manifests.Workloads, Excluded: sharedkey.IsExample}}
	for i, line := range strings.Split(fill(string(archive.Comment)), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "go":
			s.program(words[1], words[2], words[3:], i+1)
		case "declare":
			s.in.Keys = append(s.in.Keys, project.Key{Source: words[1], Apps: words[2:]})
		case "runs":
			s.in.Runs = map[string]string{words[1]: words[2]}
		case "shared":
			s.shared = append(s.shared, strings.Join(words[1:], " "))
		case "incomplete":
			s.incomplete = append(s.incomplete, words[1])
		}
	}
	return s, manifests
}

func (s *scenario) program(dir, source string, endpoints []string, line int) {
	i := slices.IndexFunc(s.in.Programs, func(p Program) bool { return p.Dir == dir })
	if i < 0 {
		i = len(s.in.Programs)
		s.in.Programs = append(s.in.Programs, Program{App: keyflow.App{Dir: dir, Package: path.Join("example.org/krakentools", dir)}, Module: "."})
	}
	if source == "-" {
		return
	}
	key := keyflow.Key{Kind: credential.APIKey, Place: keyflow.Place{File: path.Join(dir, "main.go"), Line: line, Column: 2, EndLine: line, EndColumn: 9}}
	key.Source, key.PrivateSource, _ = strings.Cut(source, ",")
	for _, name := range endpoints {
		key.Endpoints = append(key.Endpoints, keyflow.Endpoint{Name: name})
	}
	s.in.Programs[i].Keys = append(s.in.Programs[i].Keys, key)
}

func TestMessageNamesPermissions(t *testing.T) {
	archive := txtar.Parse([]byte("go cmd/bot env:KRAKEN_API_KEY /0/private/AddOrder\ngo cmd/view env:KRAKEN_API_KEY /0/private/Balance\n"))
	s, _ := load(t, archive)
	findings := Findings(s.in)
	if len(findings) != 1 {
		t.Fatalf("%d findings", len(findings))
	}
	for _, want := range []string{"cmd/bot with modify-trades", "cmd/view with query-funds", "EAPI:Invalid nonce", "environment variable KRAKEN_API_KEY", "a value of its own"} {
		if !strings.Contains(findings[0].Message, want) {
			t.Errorf("message lacks %q:\n%s", want, findings[0].Message)
		}
	}
}

func TestNothingShowsAKey(t *testing.T) {
	pair := credentialtest.New('1').Pair()
	tree := fstest.MapFS{
		"docker-compose.yml": {Data: []byte(fmt.Sprintf("services:\n  a:\n    environment: {KRAKEN_API_KEY: '%[1]s', KRAKEN_API_SECRET: '%[2]s'}\n  b:\n    environment: {KRAKEN_API_KEY: '%[1]s', KRAKEN_API_SECRET: '%[2]s'}\n", pair.APIKey, pair.PrivateKey))},
		"bad.yaml":           {Data: []byte("kind: Pod\nspec: {" + pair.PrivateKey + ": [\n")},
		"compose.yml":        {Data: []byte("services: {a" + pair.PrivateKey + ": {env_file: /" + pair.PrivateKey + ", environment: {KRAKEN_API_KEY: '" + pair.APIKey + "'}}}\n")},
	}
	manifests := project.ReadManifests(tree, []string{"docker-compose.yml", "bad.yaml", "compose.yml"})
	findings := Findings(Input{Workloads: manifests.Workloads})
	if len(findings) != 1 {
		t.Fatalf("%d findings, want one for the pair", len(findings))
	}
	finding.Seal(findings, func(path string) string { return path })
	all := fmt.Sprintf("%+v %+v %+v", finding.SortIncomplete(manifests.Incomplete), findings, *findings[0].Credential)
	for _, part := range []string{pair.PrivateKey[:60], pair.APIKey[:5]} {
		if strings.Contains(all, part) {
			t.Errorf("a key shows: %s", all)
		}
	}
}
