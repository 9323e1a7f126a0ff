// Package report is what the checks share when they report: positions for places in any
// file, and the directives that silence a finding.
package report

import (
	"go/token"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/rules/directive"
)

// Range gives the positions of a place. One in another package has none in the pass: facts
// carry files and lines, and export data knows no columns. Its file is then read and
// added to the file set. The positions are invalid where the file cannot be read.
func Range(pass *analysis.Pass, place keyflow.Place) (pos, end token.Pos) {
	if place.Pos.IsValid() {
		return place.Pos, place.End
	}
	content, err := os.ReadFile(place.File)
	if err != nil {
		return token.NoPos, token.NoPos
	}
	file := pass.Fset.AddFile(place.File, -1, len(content))
	file.SetLinesForContent(content)
	pos = at(file, place.Line, place.Column)
	if end = at(file, place.EndLine, place.EndColumn); end < pos {
		end = pos
	}
	return pos, end
}

// at is the position of a 1-based line and column, invalid where the file has no such line.
func at(file *token.File, line, column int) token.Pos {
	if line < 1 || line > file.LineCount() {
		return token.NoPos
	}
	offset := file.Offset(file.LineStart(line)) + max(column, 1) - 1
	return file.Pos(min(offset, file.Size()))
}

// Related turns the steps of a way into related positions. A step in a file that is not at
// hand (a dependency of a build with -trimpath) is left out.
func Related(pass *analysis.Pass, steps []keyflow.Step) []analysis.RelatedInformation {
	var related []analysis.RelatedInformation
	for _, step := range steps {
		if pos, end := Range(pass, step.Place); pos.IsValid() {
			related = append(related, analysis.RelatedInformation{Pos: pos, End: end, Message: step.Message})
		}
	}
	return related
}

// Ignored tells whether a krakenlint:ignore for the rule, with its reason, stands on the
// place's line or the one above. The driver of `krakenlint check` sees to that itself,
// for all files; this is for the others.
func Ignored(rule string, place keyflow.Place) bool {
	content, err := os.ReadFile(place.File)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(directive.Ignores(content), func(ignore directive.Ignore) bool {
		return ignore.Reason != "" && slices.Contains(ignore.Rules, rule) &&
			(ignore.Line == place.Line || ignore.Line+1 == place.Line)
	})
}
