package suppress

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Baseline is a list of findings that are known, so that only new ones count. It holds
// no more than what a report shows.
type Baseline struct {
	Version  int     `json:"version"`
	Findings []Known `json:"findings"`
}

// Known is a finding of a baseline. Only the fingerprint decides; rule and file are for
// the people who review the file.
type Known struct {
	Fingerprint string       `json:"fingerprint"`
	Rule        finding.Rule `json:"rule"`
	File        string       `json:"file"`
}

const baselineVersion = 1

// NewBaseline lists findings once each, in a stable order. Notes are left out: they are
// to be mended, not to be kept.
func NewBaseline(findings []finding.Finding) Baseline {
	known := []Known{}
	for _, f := range findings {
		if f.Severity != finding.Note {
			known = append(known, Known{f.Fingerprint, f.Rule, f.File})
		}
	}
	slices.SortFunc(known, func(a, b Known) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return Baseline{Version: baselineVersion, Findings: slices.Compact(known)}
}

// Encode writes the baseline as indented JSON, for readable differences in review.
func (b Baseline) Encode(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(b)
}

// LoadBaseline reads a file that Encode has written. Anything else in it is an error.
func LoadBaseline(path string) (Baseline, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Baseline{}, fmt.Errorf("baseline: %w: write it with krakenlint baseline write", err)
	}
	var baseline Baseline
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&baseline); err != nil {
		return Baseline{}, fmt.Errorf("baseline %s: %w: write it anew with krakenlint baseline write", path, err)
	}
	if baseline.Version != baselineVersion {
		return Baseline{}, fmt.Errorf("baseline %s: version %d, want %d: write it anew with krakenlint baseline write", path, baseline.Version, baselineVersion)
	}
	return baseline, nil
}

// Filter takes out the findings that are known.
func (b Baseline) Filter(findings []finding.Finding) (kept []finding.Finding, suppressed []finding.Suppressed) {
	reasons := make(map[string]string, len(b.Findings))
	for _, k := range b.Findings {
		reasons[k.Fingerprint] = "known: it is in the baseline"
	}
	return split(findings, reasons)
}
