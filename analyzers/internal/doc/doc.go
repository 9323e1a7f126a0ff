// Package doc cuts an analyzer's documentation out of its doc.go, so that one text
// serves pkg.go.dev, `go vet help` and `krakenlint explain`.
package doc

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
)

// MustExtract returns the section "# Analyzer NAME" of the package comment in source, from
// behind its "NAME: " on, which is what analysis.Analyzer.Doc wants. The first line is the
// summary. It panics where there is no such section: the text is embedded at build time.
func MustExtract(source, name string) string {
	text, err := extract(source, name)
	if err != nil {
		panic(err)
	}
	return text
}

func extract(source, name string) (string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", fmt.Errorf("analyzer %s: %w", name, err)
	}
	for section := range strings.SplitSeq(file.Doc.Text(), "\n# ") {
		body, ok := strings.CutPrefix(section, "Analyzer "+name+"\n")
		if !ok {
			continue
		}
		if text, ok := strings.CutPrefix(strings.TrimSpace(body), name+": "); ok {
			return text, nil
		}
	}
	return "", fmt.Errorf("analyzer %s: doc.go has no section %q that begins with %q", name, "# Analyzer "+name, name+": ")
}
