package secrets_test

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/detect"

	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// TestComparison counts what gitleaks finds in the same corpora with its default rules and
// the decoding that its command does; the README quotes it. It holds krakenlint to finding
// more with fewer alarms.
func TestComparison(t *testing.T) {
	gitleaks, err := detect.NewDetectorDefaultConfig()
	if err != nil {
		t.Fatal(err)
	}
	gitleaks.MaxDecodeDepth = 5
	theirs := tally(t, func(f fixture) []string {
		var found []string
		for _, finding := range gitleaks.Detect(detect.Fragment{Raw: string(f.data), FilePath: f.path}) {
			found = append(found, finding.Secret)
		}
		return found
	})
	engine := secrets.New()
	ours := tally(t, func(f fixture) []string { return scan(t, engine, f) })
	t.Logf("%-10s %s", "krakenlint", ours)
	t.Logf("%-10s %s", "gitleaks", theirs)
	if ours.found <= theirs.found || ours.alarms >= theirs.alarms {
		t.Errorf("krakenlint %s, gitleaks %s", ours, theirs)
	}
}

// count is what a scanner made of the corpora.
type count struct {
	found, values  int // credentials in leaks.txtar
	alarms, decoys int // files of decoys.txtar with a finding
}

func (c count) String() string {
	return fmt.Sprintf("%d of %d credentials, alarms in %d of %d decoys", c.found, c.values, c.alarms, c.decoys)
}

// tally counts a credential as found where a finding holds it whole.
func tally(t *testing.T, find func(fixture) []string) count {
	var c count
	for _, f := range readCorpus(t, "testdata/leaks.txtar", seeds[0]) {
		found := find(f)
		for _, value := range f.planted {
			c.values++
			if slices.ContainsFunc(found, func(secret string) bool { return strings.Contains(secret, value) }) {
				c.found++
			}
		}
	}
	for _, f := range readCorpus(t, "testdata/decoys.txtar", seeds[0]) {
		c.decoys++
		if len(find(f)) > 0 {
			c.alarms++
		}
	}
	return c
}

// TestWriteCorpora writes the corpora for testdata/bench/compare, each file in a directory
// of its own, and lists the credentials: file, value, fingerprint.
func TestWriteCorpora(t *testing.T) {
	dir := os.Getenv("KRAKENLINT_CORPORA")
	if dir == "" {
		t.Skip("KRAKENLINT_CORPORA names no directory to write to")
	}
	var planted strings.Builder
	for _, corpus := range []string{"leaks", "decoys"} {
		for i, f := range readCorpus(t, "testdata/"+corpus+".txtar", seeds[0]) {
			name := path.Join(corpus, strconv.Itoa(i), f.path)
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, f.data, 0o644)); err != nil {
				t.Fatal(err)
			}
			if corpus == "decoys" {
				continue // what stands there belongs to nobody, or to another exchange
			}
			for _, value := range f.planted {
				fmt.Fprintf(&planted, "%s\t%s\t%s\n", name, value, credential.Fingerprint(value))
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "leaks.tsv"), []byte(planted.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
