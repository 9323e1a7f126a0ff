package inventory

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

func use(app, source string) sharedkey.Use {
	return sharedkey.Use{App: app, Source: source, Kind: credential.APIKey, Product: credential.Spot, Place: keyflow.Place{File: app + "/main.go", Line: 3, Column: 2}}
}

func hardcoded(file, fingerprint string) finding.Finding {
	return finding.Finding{Rule: finding.HardcodedKey, File: file, Line: 7, Column: 1,
		Credential: &finding.Credential{Kind: credential.APIKey, Product: credential.Spot, Source: "literal:" + fingerprint, Redacted: "api key Abcd…"}}
}

func encode(t testing.TB, inv Inventory) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := inv.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(t testing.TB, dir, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func correlate(t testing.TB, args ...string) Result {
	t.Helper()
	sources, err := Sources(args, strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	result, err := Correlate(sources)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestCorrelate(t *testing.T) {
	one := credential.Fingerprint(credentialtest.New(1).APIKey())
	two := credential.Fingerprint(credentialtest.New(2).APIKey())
	dir := t.TempDir()
	write(t, dir, "a.json", encode(t, New("acme/a", []sharedkey.Use{
		use("cmd/bot", "env:KRAKEN_API_KEY"), use("cmd/view", "secret:vault/kraken#key"), use("cmd/x", "literal:"+one),
		use("cmd/ci", "secret:github/KRAKEN_API_KEY"), use("cmd/k", "env:X|secret:ssm/prod/key"),
	}, []finding.Finding{hardcoded("cmd/x/main.go", one)})))
	write(t, dir, "b.json", encode(t, New("acme/b", []sharedkey.Use{
		use(".", "env:KRAKEN_API_KEY"), use("cmd/ci", "secret:github/KRAKEN_API_KEY"), use("cmd/k", "flag:key|secret:ssm/prod/key"),
	}, []finding.Finding{hardcoded("docs/setup.md", one), hardcoded("docs/old.md", two)})))
	// Two inventories in one file, one of them of a repository that is there already.
	write(t, dir, "c.json", append(encode(t, New("acme/c", []sharedkey.Use{use("cmd/z", "secret:vault/kraken#key")}, nil)),
		encode(t, New("acme/b", nil, []finding.Finding{hardcoded("docs/old.md", two)}))...))

	result := correlate(t, dir)
	var got [][]string
	for _, f := range result.Findings {
		got = append(got, append([]string{f.Credential.Source, f.File}, f.Apps...))
	}
	want := [][]string{
		{"secret:ssm/prod/key", "acme/a/cmd/k/main.go", "acme/a:cmd/k", "acme/b:cmd/k"},
		{"secret:vault/kraken#key", "acme/a/cmd/view/main.go", "acme/a:cmd/view", "acme/c:cmd/z"},
		{"literal:" + one, "acme/a/cmd/x/main.go", "acme/a:cmd/x", "acme/b:docs/setup.md"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if result.Repositories != 3 {
		t.Errorf("%d repositories, want 3", result.Repositories)
	}
}

func TestReadIsStrict(t *testing.T) {
	key := credentialtest.New(3).PrivateKey()
	for name, text := range map[string]string{
		"unknown field": `{"version": 1, "secret": "` + key + `"}`,
		"version":       `{"version": 2}`,
		"no JSON":       `{"version": ` + key,
		"empty":         "",
		"report":        `{"version": 1, "tool": {"name": "x", "version": "1"}, "findings": []}`,
		"wrong type":    `{"version": 1, "apps": "` + key + `"}`,
		"no print":      `{"version": 1, "literals": [{"fingerprint": "` + key + `"}]}`,
		"trailing":      `{"version": 1} x`,
	} {
		path := write(t, t.TempDir(), "i.json", []byte(text))
		_, err := Correlate([]source{fileSource(path)})
		if err == nil || !strings.Contains(err.Error(), "i.json") {
			t.Errorf("%s: error %v, want one that names the file", name, err)
		}
		if err != nil && strings.Contains(err.Error(), key[:20]) {
			t.Errorf("%s: the error shows a key: %v", name, err)
		}
	}
}

func TestRepository(t *testing.T) {
	for config, want := range map[string]string{
		"[remote \"origin\"]\n\turl = https://user:token@github.com/acme/bots.git\n":                   "github.com/acme/bots",
		"[remote \"up\"]\n\turl = x\n[remote \"origin\"]\n  url = git@gitlab.com:acme/deep/bots.git\n": "gitlab.com/acme/deep/bots",
		"[core]\n": "work",
	} {
		root := filepath.Join(t.TempDir(), "work")
		if err := os.MkdirAll(filepath.Join(root, ".git"), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(root, ".git"), "config", []byte(config))
		if got := Repository(root); got != want {
			t.Errorf("Repository = %q, want %q", got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(encode(f, New("acme/a", []sharedkey.Use{use("cmd/bot", "secret:vault/x")}, []finding.Finding{hardcoded("a", credential.Fingerprint("x"))})))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := write(t, t.TempDir(), "f.json", data)
		_, _ = Correlate([]source{fileSource(path), fileSource(path)})
	})
}

// BenchmarkCorrelate joins 10,000 inventories of ten apps each, every hundredth of which
// shares a secret with others.
func BenchmarkCorrelate(b *testing.B) {
	dir := b.TempDir()
	for repository := range 10_000 {
		var uses []sharedkey.Use
		for app := range 10 {
			u := use(fmt.Sprintf("cmd/app%d", app), fmt.Sprintf("env:KEY|secret:ssm/prod/%d/%d", repository, app))
			u.PrivateSource = u.Source + "-secret"
			u.Endpoints = []string{"/0/private/AddOrder", "/0/private/Balance", "/0/private/CancelOrder"}
			uses = append(uses, u)
		}
		if repository%100 == 0 {
			uses = append(uses, use("cmd/shared", "secret:ssm/prod/common"))
		}
		name := fmt.Sprintf("acme/repository%d", repository)
		write(b, dir, fmt.Sprintf("%d.json", repository), encode(b, New(name, uses, []finding.Finding{hardcoded("docs/a.md", credential.Fingerprint(name))})))
	}
	for b.Loop() {
		if result := correlate(b, dir); len(result.Findings) != 1 || len(result.Findings[0].Apps) != 100 {
			b.Fatalf("%d findings", len(result.Findings))
		}
	}
}
