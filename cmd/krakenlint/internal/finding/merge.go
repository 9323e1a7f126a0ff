package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Batch is what one source of findings has to say: a scan, an analysis. Summary.Findings
// is left to the report.
type Batch struct {
	Findings   []Finding
	Incomplete []Incomplete
	Summary    Summary
	Holdings   []Holding // who holds which key
	Fixes      []Fix     // for --fix
	Notes      []string  // for --verbose: what nothing is said of, and why
}

// Seal fills in the fingerprints that are missing and hides what may be a credential in
// names and messages. Name turns a reported path into the one that is the same wherever
// the command is run from.
func Seal(findings []Finding, name func(path string) string) {
	for i := range findings {
		f := &findings[i]
		if f.Fingerprint == "" {
			f.Fingerprint = fingerprint(f, name(f.File))
		}
		f.File, f.Message = redact.Text(f.File), redact.Text(f.Message)
		for j, app := range f.Apps {
			f.Apps[j] = redact.Text(app)
		}
		if f.Credential != nil {
			f.Credential.Source = redact.Text(f.Credential.Source)
		}
		for j := range f.Related {
			related := &f.Related[j]
			related.File, related.Message = redact.Text(related.File), redact.Text(related.Message)
		}
		if f.Commit != nil {
			f.Commit.Author, f.Commit.Path = redact.Text(f.Commit.Author), redact.Text(f.Commit.Path)
		}
	}
}

// fingerprint names a finding by rule, path and credential, so that it survives edits
// that move the line, and by what makes it worse: another app on the key, another
// permission in excess.
func fingerprint(f *Finding, path string) string {
	parts := []string{"krakenlint:finding:v1", string(f.Rule), path}
	if f.Credential != nil {
		parts = append(parts, f.Credential.Source)
	} else {
		parts = append(parts, f.Message)
	}
	parts = append(parts, strings.Join(f.Apps, "\x01"))
	if f.Permissions != nil {
		parts = append(parts, strings.Join(f.Permissions.Excess, "\x01"))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Sort sorts findings by place.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, compare)
	return findings
}

// FirstCommits drops, of the findings in history that say the same of one file, all but
// the first. A file with a key in it has the key in each of its versions.
func FirstCommits(findings []Finding) []Finding {
	seen := make(map[string]bool)
	return slices.DeleteFunc(findings, func(f Finding) bool {
		if f.Commit == nil {
			return false
		}
		known := seen[f.Fingerprint]
		seen[f.Fingerprint] = true
		return known
	})
}

// Merge sorts findings and joins those that say the same of one place: a credential that
// the text shows and that the analysis has followed is one finding.
func Merge(findings []Finding) []Finding {
	type key struct {
		rule              Rule
		severity          Severity
		file, fingerprint string
	}
	findings = Sort(findings)
	merged := findings[:0:0]
	last := make(map[key]int) // where in merged
	for _, f := range findings {
		k := key{f.Rule, f.Severity, f.File, f.Fingerprint}
		if i, ok := last[k]; ok && f.Line <= max(merged[i].Line, merged[i].EndLine) {
			merged[i] = join(merged[i], f)
			continue
		}
		last[k] = len(merged)
		merged = append(merged, f)
	}
	return merged
}

func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint), cmp.Compare(a.Message, b.Message),
	)
}

// SortIncomplete sorts by path, drops repetitions, and hides what may be a credential.
func SortIncomplete(list []Incomplete) []Incomplete {
	for i := range list {
		list[i].Path, list[i].Reason = redact.Text(list[i].Path), redact.Text(list[i].Reason)
	}
	slices.SortFunc(list, func(a, b Incomplete) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason))
	})
	return slices.Compact(list)
}

// join keeps the place that the text shows, if one has it, and the fuller account.
func join(a, b Finding) Finding {
	if a.Frame == nil && b.Frame != nil {
		a, b = b, a
	}
	if len(a.Related) == 0 {
		a.Related = b.Related
	}
	if a.Credential != nil && b.Credential != nil && a.Credential.Product == credential.UnknownProduct {
		a.Credential = b.Credential
	}
	return a
}
