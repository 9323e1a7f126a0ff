package report

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

func TestGitLab(t *testing.T) {
	var got gitlabReport
	if err := json.Unmarshal([]byte(print(t, "gitlab", sample(), Style{})), &got); err != nil {
		t.Fatal(err)
	}
	if got.Scan.StartTime != "2026-05-04T10:00:00" || got.Scan.EndTime != "2026-05-04T10:00:02" {
		t.Errorf("scan from %s to %s: GitLab takes UTC without a zone", got.Scan.StartTime, got.Scan.EndTime)
	}
	var severities, commits []string
	for _, v := range got.Vulnerabilities {
		severities = append(severities, v.Severity)
		commits = append(commits, v.Location.Commit.SHA[:7])
	}
	if diff := cmp.Diff([]string{"Critical", "High", "Medium", "Low"}, severities); diff != "" {
		t.Errorf("severities (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"0000000", "ccccccc", "0000000", "0000000"}, commits); diff != "" {
		t.Errorf("commits (-want +got):\n%s", diff)
	}
	if id := got.Vulnerabilities[0].ID; id != "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a" {
		t.Errorf("id %s, want the fingerprint as a UUID", id)
	}
}

func TestJUnitCounts(t *testing.T) {
	var got junitSuites
	if err := xml.Unmarshal([]byte(print(t, "junit", sample(), Style{})), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 5 || got.Failures != 4 || got.Errors != 1 {
		t.Errorf("%d tests, %d failures, %d errors: want 5, 4, 1", got.Tests, got.Failures, got.Errors)
	}
}

func TestJUnitIsNotEmptyWhenClean(t *testing.T) {
	var got junitSuites
	if err := xml.Unmarshal([]byte(print(t, "junit", finding.Report{}, Style{})), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 3 || got.Failures != 0 {
		t.Errorf("%d tests, %d failures: want a passed case for each rule", got.Tests, got.Failures)
	}
}

func TestGitHubAnnotations(t *testing.T) {
	want := []string{
		`::error file=cmd/a b%2Cc%3Ad%25/ma"in.go,line=12,endLine=12,col=9,endColumn=40,title=krakenlint%3A hardcoded-key::kraken private key in the text`,
		`::error file=.env,line=1,endLine=2,title=krakenlint%3A hardcoded-key::kraken api key in the history`,
		`::warning file=cmd/bot/main.go,line=7,endLine=7,col=2,endColumn=30,title=krakenlint%3A shared-key::two apps use env:KRAKEN_API_KEY`,
		`::notice file=cmd/view/main.go,line=9,endLine=9,col=3,endColumn=20,title=krakenlint%3A overscoped-key::cannot add orders%0A::error::injected`,
		`::warning title=krakenlint: not checked::broken.zip: not a zip archive`,
	}
	got := strings.Split(strings.TrimSpace(print(t, "github", sample(), Style{})), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("annotations (-want +got):\n%s", diff)
	}
}

func TestGitHubHidesControlCharacters(t *testing.T) {
	report := sample()
	report.Findings[0].File = "a\x1b]0;title\x07.env"
	if got := print(t, "github", report, Style{}); strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("a file name reaches the terminal as it is: %q", got)
	}
}

func TestGitHubAddsToTheStepSummary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "summary.md")
	if err := os.WriteFile(path, []byte("before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	print(t, "github", sample(), Style{StepSummary: path})
	summary, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"before\n## krakenlint",
		"| error | `hardcoded-key` |",
		"```mermaid\ngraph LR\n",
		"### Not checked",
	} {
		if !strings.Contains(string(summary), want) {
			t.Errorf("the summary lacks %q:\n%s", want, summary)
		}
	}
}
