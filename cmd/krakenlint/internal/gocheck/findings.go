package gocheck

import (
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/hardcodedkey"
	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Findings makes findings of literals. name turns an absolute path into the one to report.
func Findings(literals []keyflow.Literal, name func(path string) string) []finding.Finding {
	var all []finding.Finding
	for _, literal := range literals {
		all = append(all, finding.Finding{
			Rule:        finding.HardcodedKey,
			Severity:    finding.Error,
			Message:     hardcodedkey.Message(literal),
			Fingerprint: literal.Fingerprint,
			File:        name(literal.File),
			Line:        literal.Line,
			Column:      literal.Column,
			EndLine:     literal.EndLine,
			EndColumn:   literal.EndColumn,
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

// Join adds what the Go analysis found to what the text rules found. One credential at one
// place is one finding: the text's, with the way to the client that only the analysis knows.
// The source of both names the credential.
func Join(text, flow []finding.Finding) []finding.Finding {
	joined := slices.Clone(text)
	for _, found := range flow {
		at := slices.IndexFunc(joined, func(have finding.Finding) bool { return samePlace(have, found) })
		if at < 0 {
			joined = append(joined, found)
			continue
		}
		joined[at].Related = append(slices.Clone(joined[at].Related), found.Related...)
		if joined[at].Credential.Product != found.Credential.Product {
			credential := *joined[at].Credential
			credential.Product = found.Credential.Product
			joined[at].Credential = &credential
		}
	}
	return joined
}

// samePlace tells whether two findings are of one credential in one place: the analysis
// reports the expression, the text rules what of it has the credential.
func samePlace(text, flow finding.Finding) bool {
	return text.Rule == flow.Rule && text.File == flow.File && text.Credential != nil &&
		text.Credential.Source == flow.Credential.Source &&
		text.Line >= flow.Line && text.Line <= max(flow.Line, flow.EndLine)
}
