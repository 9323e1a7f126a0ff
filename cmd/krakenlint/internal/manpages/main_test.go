package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "86400")
	dir := filepath.Join(t.TempDir(), "man")
	if err := write(dir, "v1.2.3"); err != nil {
		t.Fatal(err)
	}
	for page, words := range map[string][]string{
		"krakenlint.1":             {"krakenlint v1.2.3", "Jan 1970", "check"},
		"krakenlint-check.1":       {"history", "Exit status"},
		"krakenlint-permissions.1": {"write"},
	} {
		content, err := os.ReadFile(filepath.Join(dir, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range words {
			if !strings.Contains(string(content), word) {
				t.Errorf("%s does not say %q", page, word)
			}
		}
	}
	if err := write(filepath.Join(dir, "krakenlint.1"), ""); err == nil {
		t.Error("pages were written below a file")
	}
}
