package lenient

import (
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

const modules = `
-- go.mod --
module example.com/m

go 1.24

require (
	example.com/replaced v1.0.0
	example.com/cached v1.2.3
	example.com/other v0.0.0
	example.com/absent v1.0.0
)

replace example.com/replaced => ./elsewhere

replace example.com/other v0.0.0 => example.com/cached v1.2.3
-- ok/ok.go --
package ok

import (
	"net/http"

	"example.com/m/sub"
)

var X, Y = http.DefaultClient, sub.X
-- ok/ok_test.go --
package ok

var _ = X
-- ok/x_test.go --
package ok_test

import "example.com/m/ok"

var _ = ok.X
-- ok/ok_plan9.go --
package ok

var X = "only there"
-- ok/run.go --
//go:build ignore

package main

func main() {}
-- ok/run2.go --
//go:build ignore

package main

func main() {}
-- sub/sub.go --
package sub

var X = 1
-- errors/e.go --
package errors

func F() { undefined() }
-- syntax/s.go --
package syntax

func F() {}

func (
-- imports/i.go --
package imports

import (
	"example.com/cached"
	"example.com/other/deep"
	"example.com/replaced"
)

var X = cached.X + replaced.X + deep.X
-- absent/a.go --
package absent

import "example.com/absent"

var X = absent.X
-- cycle/a/a.go --
package a

import "example.com/m/cycle/b"

var X = b.X
-- cycle/b/b.go --
package b

import "example.com/m/cycle/a"

var X = a.X
-- cgo/c.go --
package cgo

import "C"

var X = C.int(1)
-- nothing/x.txt --
-- garbage/g.go --
!!
-- elsewhere/e.go --
package replaced

var X = 1
-- cache/example.com/cached@v1.2.3/c.go --
package cached

var X = 1
-- cache/example.com/cached@v1.2.3/deep/d.go --
package deep

var X = 1
-- vendored/go.mod --
module example.com/v

go 1.24
-- vendored/v.go --
package v

import "example.com/dep"

var X = dep.X
-- vendored/vendor/example.com/dep/d.go --
package dep

var X = 1
`

func TestDir(t *testing.T) {
	root := t.TempDir()
	for _, file := range txtar.Parse([]byte(modules)).Files {
		path := filepath.Join(root, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOMODCACHE", filepath.Join(root, "cache"))
	tests := map[string][]string{ // what Dir yields: id, files, and whether it has errors
		"ok":       {"example.com/m/ok 1 file", "example.com/m/ok 1 file", "example.com/m/ok 2 files", "example.com/m/ok_test 1 file"},
		"errors":   {"example.com/m/errors 1 file broken"},
		"syntax":   {"example.com/m/syntax 1 file broken"},
		"imports":  {"example.com/m/imports 1 file"},
		"absent":   {"example.com/m/absent 1 file broken"},
		"cycle/a":  {"example.com/m/cycle/a 1 file"}, // b, which it imports, has the error
		"cgo":      {"example.com/m/cgo 1 file"},
		"nothing":  nil,
		"garbage":  nil,
		"nowhere":  nil,
		"vendored": {"example.com/v 1 file"},
	}
	for dir, want := range tests {
		t.Run(dir, func(t *testing.T) {
			loader := New(Options{ReadFile: os.ReadFile})
			var got []string
			for _, pkg := range loader.Dir(t.Context(), filepath.Join(root, dir)) {
				files := map[bool]string{true: " 1 file", false: " 2 files"}[len(pkg.Syntax) == 1]
				got = append(got, pkg.ID+files+map[bool]string{true: " broken"}[pkg.IllTyped])
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestStd reads every package of the embedded standard library.
func TestStd(t *testing.T) {
	std := newStd(token.NewFileSet())
	for path := range readStd() {
		if pkg, ok := std.load(path); !ok || pkg.Path() != path || !pkg.Complete() {
			t.Errorf("%s: %v", path, pkg)
		}
		if strings.Contains("/"+path+"/", "/internal/") {
			t.Errorf("%s is internal", path)
		}
	}
	for _, path := range []string{"net/http", "crypto/hmac", "crypto/sha512", "encoding/base64", "os", "flag", "embed", "testing"} {
		if _, ok := std.load(path); !ok {
			t.Errorf("%s is missing", path)
		}
	}
	if _, err := decodeStd([]byte("x")); err == nil {
		t.Error("damaged data were read")
	}
}
