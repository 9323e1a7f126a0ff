package secrets_test

import (
	"slices"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

var seeds = []uint64{1, 2, 3}

func TestLeaksAreFound(t *testing.T) {
	engine := secrets.New()
	for _, seed := range seeds {
		for _, f := range readCorpus(t, "testdata/leaks.txtar", seed) {
			found := scan(t, engine, f)
			for i, value := range f.planted {
				if !slices.Contains(found, value) {
					t.Errorf("seed %d: %s: credential %d of %d is not found", seed, f.name, i+1, len(f.planted))
				}
			}
			if len(found) > 0 && !secrets.HasCandidate(f.data) {
				t.Errorf("%s: the candidate search loses what Scan finds", f.name)
			}
		}
	}
}

func TestDecoysAreSilent(t *testing.T) {
	engine := secrets.New()
	for _, seed := range seeds {
		for _, f := range readCorpus(t, "testdata/decoys.txtar", seed) {
			matches, err := engine.Scan(f.path, f.data)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range matches {
				t.Errorf("seed %d: %s: false alarm: %s by %s", seed, f.name, m.Kind, m.RuleID)
			}
		}
	}
}

func scan(t *testing.T, engine *secrets.Engine, f fixture) []string {
	t.Helper()
	matches, err := engine.Scan(f.path, f.data)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, m := range matches {
		if m.Start < 0 || m.End > len(f.data) || m.Start >= m.End {
			t.Errorf("%s: %s at [%d:%d] of %d bytes", f.name, credential.Redact(m.Kind, m.Value), m.Start, m.End, len(f.data))
		}
		values = append(values, m.Value)
	}
	return values
}
