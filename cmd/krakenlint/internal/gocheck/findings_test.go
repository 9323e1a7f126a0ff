package gocheck

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/rules/credential"
)

func TestJoin(t *testing.T) {
	text := func(file string, line int, source string) finding.Finding {
		return finding.Finding{Rule: finding.HardcodedKey, File: file, Line: line, Message: "by text",
			Credential: &finding.Credential{Source: source, Product: credential.UnknownProduct}}
	}
	place := keyflow.Place{File: "/w/a.go", Line: 3, Column: 9, EndLine: 5, EndColumn: 2}
	flow := Findings([]keyflow.Literal{{
		Place: place, Kind: credential.APIKey, Product: credential.Spot, Fingerprint: "f1", Redacted: "api key mHtn…",
		Path: []keyflow.Step{{Place: keyflow.Place{File: "/w/b.go", Line: 7, Column: 1}, Message: "enters the client"}},
	}}, func(path string) string { return strings.TrimPrefix(path, "/w/") })
	tests := map[string]struct {
		text []finding.Finding
		want []string // message and number of related places
	}{
		"alone":                {nil, []string{"hardcoded Kraken api key mHtn… (fingerprint f1) goes into a client 1 spot"}},
		"same line":            {[]finding.Finding{text("a.go", 3, "literal:f1")}, []string{"by text 1 spot"}},
		"inside":               {[]finding.Finding{text("a.go", 4, "literal:f1")}, []string{"by text 1 spot"}},
		"another line":         {[]finding.Finding{text("a.go", 9, "literal:f1")}, []string{"by text 0 unknown", "hardcoded Kraken api key mHtn… (fingerprint f1) goes into a client 1 spot"}},
		"another credential":   {[]finding.Finding{text("a.go", 3, "literal:f2")}, []string{"by text 0 unknown", "hardcoded Kraken api key mHtn… (fingerprint f1) goes into a client 1 spot"}},
		"another file":         {[]finding.Finding{text("b.go", 3, "literal:f1")}, []string{"by text 0 unknown", "hardcoded Kraken api key mHtn… (fingerprint f1) goes into a client 1 spot"}},
		"without a credential": {[]finding.Finding{{Rule: finding.HardcodedKey, File: "a.go", Line: 3, Message: "by text"}}, []string{"by text 0 ", "hardcoded Kraken api key mHtn… (fingerprint f1) goes into a client 1 spot"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range Join(test.text, flow) {
				product := ""
				if f.Credential != nil {
					product = string(f.Credential.Product)
				}
				got = append(got, f.Message+" "+string(rune('0'+len(f.Related)))+" "+product)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for _, f := range text("a.go", 3, "literal:f1").Related {
		t.Errorf("the joined finding changed its input: %v", f)
	}
}
