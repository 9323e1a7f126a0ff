package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWriteCorpora writes a module with hardcoded keys and one without for
// testdata/bench/compare, and lists the lines with a key: file, line.
func TestWriteCorpora(t *testing.T) {
	dir := os.Getenv("KRAKENLINT_CORPORA")
	if dir == "" {
		t.Skip("KRAKENLINT_CORPORA names no directory to write to")
	}
	for _, name := range []string{"ways", "clean"} {
		if err := Materialise(os.DirFS(filepath.Join(modules, name)), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	wants, err := Wants(filepath.Join(dir, "ways"))
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for _, want := range wants {
		place, _, _ := strings.Cut(want, " ")
		file, line, _ := strings.Cut(place, ":")
		fmt.Fprintf(&list, "ways/%s\t%s\n", file, line)
	}
	lines := unique(strings.SplitAfter(list.String(), "\n"))
	if err := os.WriteFile(filepath.Join(dir, "ways.tsv"), []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}
