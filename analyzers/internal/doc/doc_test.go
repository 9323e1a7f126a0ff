package doc

import "testing"

func TestExtract(t *testing.T) {
	const source = "// Package p does.\n//\n// # Analyzer p\n//\n// p: find things\n//\n// More.\n//\n// ## Example\n//\n// E.\n//\n// # Other\n//\n// No.\npackage p\n"
	got, err := extract(source, "p")
	if want := "find things\n\nMore.\n\n## Example\n\nE."; err != nil || got != want {
		t.Errorf("extract = %q, %v; want %q", got, err, want)
	}
	for _, bad := range []string{"", "package p", "// # Analyzer q\n//\n// q: x\npackage p", "// # Analyzer p\n//\n// says nothing\npackage p"} {
		if got, err := extract(bad, "p"); err == nil {
			t.Errorf("extract(%q) = %q, want an error", bad, got)
		}
	}
}
