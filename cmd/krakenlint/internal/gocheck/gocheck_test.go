package gocheck

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// TestMain lets the go command use the test binary as its vet tool, as it does krakenlint.
func TestMain(m *testing.M) {
	if IsUnit(os.Args[1:]) {
		RunUnit()
	}
	os.Exit(m.Run())
}

// tree writes the files of a txtar archive into a fresh directory.
func tree(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// check runs Check over a tree and makes the paths of what is incomplete relative.
func check(t *testing.T, dir string, request Request) Result {
	t.Helper()
	if request.Paths == nil {
		request.Paths = []string{dir}
	}
	result, err := Check(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	for i := range result.Incomplete {
		if rel, err := filepath.Rel(dir, result.Incomplete[i].Path); err == nil && !strings.HasPrefix(rel, "..") {
			result.Incomplete[i].Path = filepath.ToSlash(rel)
		}
	}
	return result
}

const broken = `
-- go.mod --
module example.com/m

go 1.24
-- ok/ok.go --
package ok

func F() {}
-- bad/bad.go --
package bad

import "example.com/m/ok"

const secret = "must not be shown"

func G() { ok.F(); var i int = secret; _ = i }
-- usesbad/x.go --
package usesbad

import "example.com/m/bad"

func G() { bad.G() }
-- tested/x.go --
package tested

func G() {}
-- tested/x_test.go --
package tested

func H() { nope() }
-- cmd/app/main.go --
package main

import "example.com/m/ok"

func main() { ok.F() }
-- other/go.mod --
module example.com/other
-- other/o.go --
package other
-- nested/vendor/v/v.go --
package v
-- node_modules/n/n.go --
package n
`

func TestBroken(t *testing.T) {
	tests := map[string]struct {
		extra    string
		packages int
		want     []finding.Incomplete
	}{
		"type errors": {"", 7, []finding.Incomplete{
			{Path: "bad", Reason: "analysed as far as possible: it does not compile (bad.go:7)"},
			{Path: "tested", Reason: "analysed as far as possible: it does not compile (x_test.go:3)"},
			{Path: "usesbad", Reason: "analysed as far as possible: it, or what it imports, does not load or type-check"},
		}},
		"missing dependency": {"-- miss/x.go --\npackage miss\n\nimport \"example.com/missing/z\"\n\nfunc G() { z.G() }\n", 8, []finding.Incomplete{
			{Path: "bad", Reason: "analysed as far as possible: it does not compile (bad.go:7)"},
			{Path: "miss", Reason: "analysed as far as possible: it, or what it imports, does not load or type-check"},
			{Path: "tested", Reason: "analysed as far as possible: it does not compile (x_test.go:3)"},
			{Path: "usesbad", Reason: "analysed as far as possible: it, or what it imports, does not load or type-check"},
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, broken+test.extra)
			result := check(t, dir, Request{})
			if diff := cmp.Diff(test.want, result.Incomplete); diff != "" {
				t.Errorf("incomplete (-want +got):\n%s", diff)
			}
			if result.Packages != test.packages {
				t.Errorf("%d packages, want %d", result.Packages, test.packages)
			}
		})
	}
}
