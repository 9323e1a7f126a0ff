package gocheck

import (
	"github.com/krakenlint/krakenlint/analyzers/hardcodedkey"
	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Findings makes findings of literals, by the same source as the text rules name, so that
// one credential at one place becomes one. name turns a path into the one to report.
func Findings(literals []keyflow.Literal, name func(path string) string) []finding.Finding {
	var all []finding.Finding
	for _, literal := range literals {
		all = append(all, finding.Finding{
			Rule:      finding.HardcodedKey,
			Severity:  finding.Error,
			Message:   hardcodedkey.Message(literal),
			File:      name(literal.File),
			Line:      literal.Line,
			Column:    literal.Column,
			EndLine:   literal.EndLine,
			EndColumn: literal.EndColumn,
			Credential: &finding.Credential{
				Kind:     literal.Kind,
				Product:  literal.Product,
				Source:   "literal:" + literal.Fingerprint,
				Redacted: literal.Redacted,
			},
			Related: related(literal.Path, name),
		})
	}
	return all
}

func related(steps []keyflow.Step, name func(string) string) []finding.Related {
	var all []finding.Related
	for _, step := range steps {
		all = append(all, finding.Related{File: name(step.File), Line: step.Line, Column: step.Column, Message: step.Message})
	}
	return all
}
