package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

func TestMermaid(t *testing.T) {
	want := `graph LR
  k0(["env:KRAKEN_API_KEY"]):::shared
  k1(["flag:key"])
  a0["cmd/#quot;quoted#quot;"]
  a1["cmd/bot"]
  a2["cmd/view"]
  k0 -- "modify-trades, unknown" --> a1
  k0 -- "query-funds; not used: modify-trades" --> a2
  k1 -- "nothing" --> a0
  classDef shared stroke:#c00,stroke-width:3px
`
	if diff := cmp.Diff(want, Mermaid(sample().Holdings)); diff != "" {
		t.Errorf("Mermaid (-want +got):\n%s", diff)
	}
	if got := Mermaid(nil); got != "" {
		t.Errorf("Mermaid(nil) = %q, want nothing", got)
	}
}

func TestDOTQuotesNames(t *testing.T) {
	want := `digraph krakenlint {
  rankdir=LR;
  node [fontname="sans-serif"];
  k0 [label="a\\\"]; evil", shape=ellipse];
  a0 [label="app", shape=box];
  k0 -> a0 [label="unknown"];
}
`
	if diff := cmp.Diff(want, DOT([]finding.Holding{{App: "app", Source: `a\"]; evil`}})); diff != "" {
		t.Errorf("DOT (-want +got):\n%s", diff)
	}
}
