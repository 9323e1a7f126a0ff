package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// sample is a report with everything in it, and names that are hostile to every format.
func sample() finding.Report {
	start := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	return finding.Report{
		Version: finding.Version,
		Tool:    finding.Tool{Name: "krakenlint", Version: "v1.2.3"},
		Findings: []finding.Finding{
			{
				Rule: finding.HardcodedKey, Severity: finding.Error, Message: "kraken private key in the text",
				Fingerprint: strings.Repeat("0a", 16), File: "cmd/a b,c:d%/ma\"in.go", Line: 12, Column: 9, EndLine: 12, EndColumn: 40,
				Credential: &finding.Credential{Kind: credential.PrivateKey, Product: credential.Spot, Source: "literal:00", Redacted: "private key"},
				Related:    []finding.Related{{File: "client.go", Line: 3, Column: 1, Message: "goes into the <client>"}},
				Frame:      &finding.Frame{Text: `const secret = "…" // <script>alert(1)</script>`, Start: 16, End: 17, Column: 7, EndColumn: 38},
			},
			{
				Rule: finding.HardcodedKey, Severity: finding.Error, Message: "kraken api key in the history",
				Fingerprint: strings.Repeat("0b", 16), File: ".env", Line: 1, Column: 5, EndLine: 2, EndColumn: 3,
				Credential: &finding.Credential{Kind: credential.APIKey, Product: credential.Futures, Source: "literal:01", Redacted: "api key mHtn…"},
				Commit:     &finding.Commit{Hash: strings.Repeat("c", 40), Author: "A <script> | `x`", Date: "2024-05-01T00:00:00Z", Path: ".env"},
			},
			{
				Rule: finding.SharedKey, Severity: finding.Warning, Message: "two apps use env:KRAKEN_API_KEY",
				Fingerprint: strings.Repeat("0c", 16), File: "cmd/bot/main.go", Line: 7, Column: 2, EndLine: 7, EndColumn: 30,
				Credential: &finding.Credential{Kind: credential.APIKey, Product: credential.Spot, Source: "env:KRAKEN_API_KEY", Redacted: "api key"},
				Apps:       []string{"cmd/bot", "cmd/view"},
				Related:    []finding.Related{{File: "cmd/view/main.go", Line: 9, Column: 3, Message: "used by cmd/view"}},
			},
			{
				Rule: finding.OverscopedKey, Severity: finding.Note, Message: "cannot add orders\n::error::injected",
				Fingerprint: strings.Repeat("0d", 16), File: "cmd/view/main.go", Line: 9, Column: 3, EndLine: 9, EndColumn: 20,
				Apps: []string{"cmd/view"}, Endpoints: []string{"/0/private/Balance"},
				Permissions: &finding.Permissions{Granted: []string{"modify-trades"}, Used: []string{"query-funds"}, Excess: []string{"modify-trades"}, Missing: []string{"query-funds"}},
			},
		},
		Incomplete: []finding.Incomplete{{Path: "broken.zip", Reason: "not a zip archive"}},
		Summary:    finding.Summary{Files: 10, Bytes: 2000, Packages: 3, Apps: 2, Findings: 4},
		Holdings: []finding.Holding{
			{App: "cmd/view", Source: "env:KRAKEN_API_KEY", File: "cmd/view/main.go", Line: 9, Endpoints: []string{"/0/private/Balance"}, Complete: true,
				Permissions: finding.Permissions{Granted: []string{"modify-trades", "query-funds"}, Used: []string{"query-funds"}, Excess: []string{"modify-trades"}}},
			{App: "cmd/bot", Source: "env:KRAKEN_API_KEY", File: "cmd/bot/main.go", Line: 7, Permissions: finding.Permissions{Used: []string{"modify-trades"}}},
			{App: `cmd/"quoted"`, Source: "flag:key", File: "cmd/q/main.go", Line: 1, Complete: true},
		},
		Started: start,
		Ended:   start.Add(2 * time.Second),
	}
}

// print renders a report in a format.
func print(t *testing.T, format string, report finding.Report, style Style) string {
	t.Helper()
	printer, err := Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := printer(&out, report, style); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return out.String()
}

func TestLookupNamesTheFormats(t *testing.T) {
	_, err := Lookup("yaml")
	if err == nil || !strings.Contains(err.Error(), "sarif") {
		t.Errorf("Lookup(yaml) = %v, want an error that lists the formats", err)
	}
}

// TestEveryFormatIsDeterministic also shows that every format takes an empty report.
func TestEveryFormatIsDeterministic(t *testing.T) {
	for _, format := range Formats() {
		for name, report := range map[string]finding.Report{"full": sample(), "empty": {}} {
			first := print(t, format, report, Style{})
			if second := print(t, format, report, Style{}); first != second {
				t.Errorf("%s: two runs over the %s report differ", format, name)
			}
			if first == "" && format != "github" {
				t.Errorf("%s: nothing printed for the %s report", format, name)
			}
		}
	}
}
