package report

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

func decodeSARIF(t *testing.T, report finding.Report) sarifRun {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(print(t, "sarif", report, Style{})), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %q with %d runs, want 2.1.0 with one", log.Version, len(log.Runs))
	}
	return log.Runs[0]
}

func TestSARIFResults(t *testing.T) {
	run := decodeSARIF(t, sample())
	first := run.Results[0]
	want := sarifResult{
		RuleID: "hardcoded-key", RuleIndex: 0, Level: "error",
		Message: sarifText{Text: "kraken private key in the text"},
		Locations: []sarifLocation{{PhysicalLocation: sarifPhysical{
			ArtifactLocation: sarifArtifact{URI: "cmd/a%20b,c:d%25/ma%22in.go", URIBaseID: "%SRCROOT%"},
			Region:           &sarifRegion{StartLine: 12, StartColumn: 7, EndLine: 12, EndColumn: 38},
		}}},
		PartialFingerprints: map[string]string{"krakenlint/v1": "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"},
	}
	got := first
	got.RelatedLocations, got.CodeFlows, got.Properties = nil, nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("first result (-want +got):\n%s", diff)
	}
	if steps := first.CodeFlows[0].ThreadFlows[0].Locations; len(steps) != 2 || steps[1].Location.Message.Text != "goes into the <client>" {
		t.Errorf("code flow %+v, want the literal and its way into the client", steps)
	}
	if shared := run.Results[2]; shared.CodeFlows != nil || len(shared.RelatedLocations) != 1 {
		t.Errorf("shared key: code flows %v, related %v: want no flow, and the other app", shared.CodeFlows, shared.RelatedLocations)
	}
}

// TestSARIFColumnsAreCharacters has columns as columnKind says, and none where only bytes are
// known.
func TestSARIFColumnsAreCharacters(t *testing.T) {
	run := decodeSARIF(t, sample())
	if run.ColumnKind != "unicodeCodePoints" {
		t.Errorf("columns are %s", run.ColumnKind)
	}
	want := sarifRegion{StartLine: 1, EndLine: 2}
	if diff := cmp.Diff(want, *run.Results[1].Locations[0].PhysicalLocation.Region); diff != "" {
		t.Errorf("region without a frame (-want +got):\n%s", diff)
	}
}

func TestSARIFRulesAreTheAnalyzers(t *testing.T) {
	for i, rule := range decodeSARIF(t, finding.Report{}).Tool.Driver.Rules {
		if rule.ID != string(finding.Rules()[i]) {
			t.Errorf("rule %d is %s, want %s: results point to it by index", i, rule.ID, finding.Rules()[i])
		}
		if rule.ShortDescription.Text == "" || rule.Help.Markdown == "" || rule.Properties["security-severity"] == "" {
			t.Errorf("%s: documentation is missing", rule.ID)
		}
	}
}

func TestSARIFSaysWhatIsIncomplete(t *testing.T) {
	notes := decodeSARIF(t, sample()).Invocations[0].ToolExecutionNotifications
	if len(notes) != 1 || notes[0].Message.Text != "broken.zip: not a zip archive" {
		t.Errorf("notifications %+v, want the broken archive", notes)
	}
}

func TestSARIFPathsAreRelativeReferences(t *testing.T) {
	for path, want := range map[string]string{
		"a/b.go":     "a/b.go",
		"c:d/e.go":   "./c:d/e.go", // not the scheme "c"
		"100%.env":   "100%25.env",
		"../out.env": "../out.env",
	} {
		if got := sarifFile(path).URI; got != want {
			t.Errorf("sarifFile(%q) = %q, want %q", path, got, want)
		}
	}
}

// TestSARIFSuppressions keeps what was accepted, apart from what counts.
func TestSARIFSuppressions(t *testing.T) {
	report := sample()
	report.Suppressed = []finding.Suppressed{
		{Finding: report.Findings[0], InPlace: true, Reason: "revoked"},
		{Finding: report.Findings[1], Reason: "known"},
	}
	var got [][]sarifSuppressed
	for _, result := range decodeSARIF(t, report).Results[len(report.Findings):] {
		got = append(got, result.Suppressions)
	}
	want := [][]sarifSuppressed{
		{{Kind: "inSource", Status: "accepted", Justification: "revoked"}},
		{{Kind: "external", Status: "accepted", Justification: "known"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("suppressions (-want +got):\n%s", diff)
	}
	for _, result := range decodeSARIF(t, sample()).Results {
		if result.Suppressions != nil {
			t.Errorf("%s counts, and is suppressed: %v", result.RuleID, result.Suppressions)
		}
	}
}
