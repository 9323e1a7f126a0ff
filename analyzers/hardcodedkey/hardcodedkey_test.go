package hardcodedkey_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/txtar"

	"github.com/krakenlint/krakenlint/analyzers/hardcodedkey"
	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// module writes the files of an archive, with keys in place of @API_KEY_1@ and the first
// characters of its fingerprint in place of @API_KEY_1|fingerprint@.
func module(t *testing.T, archive string) string {
	t.Helper()
	parsed, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fingerprints := regexp.MustCompile(`@([A-Z_0-9]+)\|fingerprint@`)
	for _, file := range parsed.Files {
		text := fingerprints.ReplaceAllStringFunc(string(file.Data), func(placeholder string) string {
			name, _, _ := strings.Cut(strings.Trim(placeholder, "@"), "|")
			return credential.Fingerprint(credentialtest.Planted(name))[:8]
		})
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(credentialtest.Expand(text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestFixes also says what is reported: each diagnostic is wanted at its line.
func TestFixes(t *testing.T) {
	t.Setenv("GOFLAGS", "")
	analysistest.RunWithSuggestedFixes(t, module(t, "testdata/fixes.txtar"), hardcodedkey.Analyzer, "./...")
}

func TestOnePerLine(t *testing.T) {
	t.Setenv("GOFLAGS", "")
	analyzer := hardcodedkey.New(hardcodedkey.Options{OnePerLine: true})
	for _, result := range analysistest.Run(t, module(t, "testdata/oneline.txtar"), analyzer, "./...") {
		for _, diagnostic := range result.Diagnostics {
			if len(diagnostic.SuggestedFixes) != 1 || len(diagnostic.Related) == 0 || diagnostic.Category != hardcodedkey.Rule {
				t.Errorf("diagnostic %q has %d fixes, %d related places, category %q", diagnostic.Message, len(diagnostic.SuggestedFixes), len(diagnostic.Related), diagnostic.Category)
			}
			if leak := credentialtest.Leak(diagnostic.Message); leak != "" {
				t.Errorf("the message shows %s", leak)
			}
		}
	}
}

func TestVariable(t *testing.T) {
	tests := map[string]string{
		hardcodedkey.Variable(credential.APIKey, credential.Spot):           "KRAKEN_API_KEY",
		hardcodedkey.Variable(credential.PrivateKey, credential.Spot):       "KRAKEN_API_SECRET",
		hardcodedkey.Variable(credential.APIKey, credential.UnknownProduct): "KRAKEN_API_KEY",
		hardcodedkey.Variable(credential.APIKey, credential.Futures):        "KRAKEN_FUTURES_API_KEY",
		hardcodedkey.Variable(credential.PrivateKey, credential.Futures):    "KRAKEN_FUTURES_API_SECRET",
	}
	for got, want := range tests {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
