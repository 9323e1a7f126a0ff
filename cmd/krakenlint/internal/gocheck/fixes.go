package gocheck

import (
	"crypto/sha256"
	"encoding/hex"

	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers/hardcodedkey"
	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// fixes are those that hardcodedkey suggests for the literals of a package, as edits of
// bytes. Each is bound to the content that it was made for.
func fixes(pass *analysis.Pass, result *keyflow.Result) []finding.Fix {
	var all []finding.Fix
	for _, literal := range result.Literals {
		suggested, ok := hardcodedkey.Suggest(pass, literal)
		if !ok {
			continue
		}
		content, err := pass.ReadFile(literal.File)
		if err != nil {
			continue
		}
		sum := sha256.Sum256(content)
		fix := finding.Fix{
			File: literal.File, Line: literal.Line, Source: "literal:" + literal.Fingerprint,
			Variable: hardcodedkey.Variable(literal.Kind, literal.Product), ContentHash: hex.EncodeToString(sum[:]),
		}
		for _, edit := range suggested.TextEdits {
			file := pass.Fset.File(edit.Pos)
			fix.Edits = append(fix.Edits, finding.Edit{Start: file.Offset(edit.Pos), End: file.Offset(edit.End), New: string(edit.NewText)})
		}
		all = append(all, fix)
	}
	return all
}

// Fixes makes the paths of fixes those that are reported.
func Fixes(all []finding.Fix, name func(path string) string) []finding.Fix {
	for i := range all {
		all[i].File = name(all[i].File)
	}
	return all
}
