package gocheck

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAbandoned(t *testing.T) {
	run := vetRun{stderr: []byte(`# example.com/m/bad
bad/bad.go:3:20: undefined: x
# example.com/m/loop
krakenlint: gave up: it takes longer than 3m0s
# example.com/m/tested [example.com/m/tested.test]
krakenlint: gave up: it takes more than 1024 MB
`)}
	want := map[string]string{"example.com/m/loop": "it takes longer than 3m0s", "example.com/m/tested": "it takes more than 1024 MB"}
	if diff := cmp.Diff(want, run.abandoned()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReasonIn(t *testing.T) {
	for stderr, want := range map[string]string{
		"": "the analysis failed",
		"fatal error: stack overflow \"a secret\"\n\ngoroutine 1": "the analysis failed",
		"krakenlint: gave up: it takes too much\nmore":            "it takes too much",
	} {
		if got := reasonIn([]byte(stderr)); got != want {
			t.Errorf("reasonIn(%q) = %q, want %q", stderr, got, want)
		}
	}
}

// TestPoison analyses a module in which one loose program ends whoever looks at it.
func TestPoison(t *testing.T) {
	deep := ""
	for range 200_000 {
		deep += "("
	}
	dir := tree(t, "-- a/kraken.go --\npackage a // kraken\n-- b/kraken.go --\npackage b // kraken\n\nvar x = "+deep+"\n-- c/kraken.go --\npackage c // kraken\n")
	result := check(t, dir, Request{})
	if result.Packages < 2 {
		t.Errorf("%d packages, want both whole ones: %v", result.Packages, result.Incomplete)
	}
}
