package gocheck

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

const simple = `
-- go.mod --
module example.com/m

go 1.24
-- m.go --
package m

func F() {}
`

// marker is a program that leaves a trace when anybody runs it.
func marker(t *testing.T, dir, name string) {
	t.Helper()
	path := filepath.Join(dir, name)
	script := "#!/bin/sh\ntouch '" + filepath.Join(dir, "ran") + "'\nexec \"$@\"\n"
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
}

func notRun(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "ran")); err == nil {
		t.Error("a program of the scanned tree was run")
	}
}

// TestNothingRuns scans trees that try to get something started.
func TestNothingRuns(t *testing.T) {
	tests := map[string]string{
		"go generate":   "-- gen.go --\npackage m\n\n//go:generate ./evil\n",
		"toolchain":     "-- go.mod --\nmodule example.com/m\n\ngo 1.24\n\ntoolchain go1.99.9\n",
		"newer go":      "-- go.mod --\nmodule example.com/m\n\ngo 1.99\n",
		"tool":          "-- go.mod --\nmodule example.com/m\n\ngo 1.24\n\ntool example.com/m/evil\n",
		"cgo":           "-- c.go --\npackage m\n\n// #cgo LDFLAGS: -fplugin=./evil.so\n// int f() { return 1; }\nimport \"C\"\n\nvar x = C.f()\n",
		"git fsmonitor": "-- .git/config --\n[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ./evil\n-- .git/HEAD --\nref: refs/heads/main\n-- .git/objects/x --\n-- .git/refs/heads/x --\n-- main/main.go --\npackage main\n\nfunc main() {}\n",
		"workspace":     "-- go.work --\ngo 1.24\n\ntoolchain go1.99.9\n\nuse .\n",
	}
	for name, extra := range tests {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, simple+extra)
			marker(t, dir, "evil")
			marker(t, dir, "go")
			marker(t, dir, "gcc")
			t.Chdir(dir)
			before := listing(t, dir)
			result := check(t, dir, Request{})
			notRun(t, dir)
			if result.Packages == 0 {
				t.Errorf("nothing was analysed: %v", result.Incomplete)
			}
			if diff := cmp.Diff(before, listing(t, dir)); diff != "" {
				t.Errorf("the tree was changed (-before +after):\n%s", diff)
			}
		})
	}
}

func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestNoToolchain analyses where there is no Go, as in a container with nothing else.
func TestNoToolchain(t *testing.T) {
	dir := tree(t, broken)
	t.Setenv("PATH", t.TempDir())
	result := check(t, dir, Request{})
	if result.Packages != 7 {
		t.Errorf("%d packages, want 7", result.Packages)
	}
	want := []finding.Incomplete{{Path: ".", Reason: noGo}, {Path: "other", Reason: noGo}}
	if diff := cmp.Diff(want, result.Incomplete); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
}

// TestFlags sets what users set for their own builds.
func TestFlags(t *testing.T) {
	tests := map[string]struct{ flags, extra string }{
		"mod mod":          {"-mod=mod", ""},
		"vendor, none":     {"-mod=vendor", ""},
		"trimpath":         {"-trimpath", ""},
		"tags":             {"-tags=special", "-- s.go --\n//go:build special\n\npackage m\n\nvar x int = F2()\n\nfunc F2() int { return 1 }\n"},
		"off workspace":    {"", "-- go.work --\ngo 1.24\n\nuse ./nowhere\n"},
		"broken workspace": {"", "-- go.work --\nuse (\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, simple+test.extra)
			t.Setenv("GOFLAGS", test.flags)
			before := listing(t, dir)
			if result := check(t, dir, Request{}); result.Packages != 1 {
				t.Errorf("%d packages, want 1: %v", result.Packages, result.Incomplete)
			}
			if diff := cmp.Diff(before, listing(t, dir)); diff != "" {
				t.Errorf("the tree was changed (-before +after):\n%s", diff)
			}
		})
	}
}

// TestOverlay analyses content that is not on disk.
func TestOverlay(t *testing.T) {
	dir := tree(t, simple+"-- bad.go --\npackage m\n\nvar x int = \"not what is staged\"\n-- staged/content --\npackage m\n\nvar x = 1\n")
	content := filepath.Join(t.TempDir(), "0.go")
	if err := os.Rename(filepath.Join(dir, "staged", "content"), content); err != nil {
		t.Fatal(err)
	}
	result := check(t, dir, Request{Paths: []string{filepath.Join(dir, "m.go")}, Overlay: map[string]string{filepath.Join(dir, "bad.go"): content}})
	if result.Packages != 1 || len(result.Incomplete) > 0 {
		t.Errorf("%d packages, incomplete %v; want 1 package, complete", result.Packages, result.Incomplete)
	}
}

func TestPanicIsContained(t *testing.T) {
	panicking := *guarded
	panicking.Run = func(*analysis.Pass) (any, error) { panic("a secret") }
	value, err := guard(&panicking).Run(&analysis.Pass{})
	if err != nil || !value.(guardedResult).failed {
		t.Errorf("a panic gave %v, %v", value, err)
	}
	if got := (trouble{"a", "p"}).String(); got != "analyzer a failed on package p" {
		t.Errorf("trouble says %q", got)
	}
}

func TestIsUnit(t *testing.T) {
	for args, want := range map[string]bool{
		"": false, "check": false, "check x.cfg": false, "-V=full": true, "-flags": true, "-json /tmp/vet.cfg": true, "vet.cfg": true, "--version": false,
	} {
		if got := IsUnit(strings.Fields(args)); got != want {
			t.Errorf("IsUnit(%q) = %v", args, got)
		}
	}
}

func TestCancel(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Check(ctx, Request{Paths: []string{tree(t, simple)}}); err == nil {
		t.Error("a cancelled check gave no error")
	}
}
