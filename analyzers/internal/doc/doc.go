// Package doc cuts an analyzer's documentation out of its doc.go, so that one text
// serves pkg.go.dev, `go vet help` and `krakenlint explain`.
package doc

import (
	"fmt"
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
	for section := range strings.SplitSeq(packageComment(source), "\n# ") {
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

// packageComment is the text of the line comments at the top of a file. go/parser would
// take a millisecond, at the start of every process that go vet makes.
func packageComment(source string) string {
	var text strings.Builder
	for line := range strings.Lines(source) {
		comment, ok := strings.CutPrefix(line, "//")
		if !ok {
			break
		}
		text.WriteString(strings.TrimPrefix(comment, " "))
	}
	return text.String()
}
