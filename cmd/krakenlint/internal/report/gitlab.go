package report

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// gitlabVersion is the version of GitLab's security report schema that this file writes:
// the lowest that every supported GitLab still takes.
const gitlabVersion = "15.0.2"

// The members of a GitLab secret detection report. raw_source_code_extract is left out:
// it is the place for the secret.
type (
	gitlabReport struct {
		Version         string                `json:"version"`
		Scan            gitlabScan            `json:"scan"`
		Vulnerabilities []gitlabVulnerability `json:"vulnerabilities"`
	}
	gitlabScan struct {
		Analyzer  gitlabTool      `json:"analyzer"`
		Scanner   gitlabTool      `json:"scanner"`
		Type      string          `json:"type"`
		StartTime string          `json:"start_time"`
		EndTime   string          `json:"end_time"`
		Status    string          `json:"status"`
		Messages  []gitlabMessage `json:"messages,omitempty"`
	}
	gitlabTool struct {
		ID      string       `json:"id"`
		Name    string       `json:"name"`
		URL     string       `json:"url"`
		Vendor  gitlabVendor `json:"vendor"`
		Version string       `json:"version"`
	}
	gitlabVendor struct {
		Name string `json:"name"`
	}
	gitlabMessage struct {
		Level string `json:"level"`
		Value string `json:"value"`
	}
	gitlabVulnerability struct {
		ID          string             `json:"id"`
		Category    string             `json:"category"`
		Name        string             `json:"name"`
		Description string             `json:"description"`
		Severity    string             `json:"severity"`
		Solution    string             `json:"solution"`
		Identifiers []gitlabIdentifier `json:"identifiers"`
		Location    gitlabLocation     `json:"location"`
	}
	gitlabIdentifier struct {
		Type  string `json:"type"`
		Name  string `json:"name"`
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	gitlabLocation struct {
		File      string       `json:"file"`
		StartLine int          `json:"start_line"`
		EndLine   int          `json:"end_line"`
		Commit    gitlabCommit `json:"commit"`
	}
	gitlabCommit struct {
		SHA    string `json:"sha"`
		Author string `json:"author,omitempty"`
		Date   string `json:"date,omitempty"`
	}
)

// printGitLab writes a secret detection report, for `artifacts:reports:secret_detection`.
func printGitLab(w io.Writer, report finding.Report, _ Style) error {
	tool := gitlabTool{
		ID: report.Tool.Name, Name: report.Tool.Name, URL: homepage,
		Vendor: gitlabVendor{report.Tool.Name}, Version: report.Tool.Version,
	}
	out := gitlabReport{
		Version: gitlabVersion,
		Scan: gitlabScan{
			Analyzer: tool, Scanner: tool, Type: "secret_detection", Status: "success",
			StartTime: gitlabTime(report.Started), EndTime: gitlabTime(report.Ended),
		},
		Vulnerabilities: []gitlabVulnerability{},
	}
	for _, missing := range report.Incomplete {
		out.Scan.Messages = append(out.Scan.Messages, gitlabMessage{Level: "warn", Value: missing.Path + ": " + missing.Reason})
	}
	for _, f := range report.Findings {
		out.Vulnerabilities = append(out.Vulnerabilities, gitlabVulnerabilityOf(f))
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func gitlabVulnerabilityOf(f finding.Finding) gitlabVulnerability {
	return gitlabVulnerability{
		ID:          asUUID(f.Fingerprint),
		Category:    "secret_detection",
		Name:        docOf(f.Rule).summary,
		Description: strings.TrimSpace(details(f)),
		Severity:    gitlabSeverity(f),
		Solution:    strings.Join(advice[f.Rule], " "),
		// The first identifier is what GitLab tracks a vulnerability by.
		Identifiers: []gitlabIdentifier{
			{Type: "krakenlint_rule_id", Name: "krakenlint " + string(f.Rule), Value: string(f.Rule), URL: homepage},
			{Type: "cwe", Name: "CWE-" + cwes[f.Rule], Value: cwes[f.Rule], URL: "https://cwe.mitre.org/data/definitions/" + cwes[f.Rule] + ".html"},
		},
		Location: gitlabLocation{File: f.File, StartLine: f.Line, EndLine: f.EndLine, Commit: gitlabCommitOf(f.Commit)},
	}
}

// cwes are the Common Weakness Enumeration's numbers: use of hard-coded credentials,
// improper isolation or compartmentalization, incorrect privilege assignment.
var cwes = map[finding.Rule]string{
	finding.HardcodedKey:  "798",
	finding.SharedKey:     "653",
	finding.OverscopedKey: "266",
}

// gitlabSeverity is critical for what moves money: a private key that can be read.
func gitlabSeverity(f finding.Finding) string {
	switch {
	case f.Severity == finding.Error && f.Credential != nil && f.Credential.Kind == "api-key":
		return "High"
	case f.Severity == finding.Error:
		return "Critical"
	case f.Severity == finding.Warning:
		return "Medium"
	}
	return "Low"
}

// gitlabCommitOf names no commit by zeros, as GitLab's own analyzer does for a tree.
func gitlabCommitOf(commit *finding.Commit) gitlabCommit {
	if commit == nil {
		return gitlabCommit{SHA: "0000000"}
	}
	return gitlabCommit{SHA: commit.Hash, Author: commit.Author, Date: commit.Date}
}

func gitlabTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") }

// asUUID writes 16 bytes of hex in the groups of a UUID, which GitLab recommends for IDs.
func asUUID(fingerprint string) string {
	if len(fingerprint) != 32 {
		return fingerprint
	}
	f := fingerprint
	return strings.Join([]string{f[:8], f[8:12], f[12:16], f[16:20], f[20:]}, "-")
}
