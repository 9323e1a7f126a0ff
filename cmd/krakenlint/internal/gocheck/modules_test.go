package gocheck

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const monorepo = `
-- go.work --
go 1.24

use (
	./a
	./deep/b
)
-- a/go.mod --
module a
-- a/a.go --
package a
-- a/testdata/src/x/x.go --
package x
-- a/_examples/e/e.go --
package main
-- a/vendor/v/v.go --
package v
-- a/sub/s.go --
package sub
-- deep/b/go.mod --
module b
-- deep/b/b.go --
package b
-- alone/go.mod --
module alone
-- alone/x.go --
package alone
-- alone/testdata/inner/go.mod --
module inner
-- scripts/one.go --
package main
-- .hidden/h.go --
package h
-- docs/readme.txt --
nothing
`

func TestDiscover(t *testing.T) {
	dir := tree(t, monorepo)
	type want struct{ builds, loose []string }
	tests := map[string]struct {
		paths []string
		skip  string
		want  want
	}{
		"everything": {[]string{"."}, "", want{
			[]string{"alone off ./...", "alone/testdata/inner off ./...", ". go.work ./a/... ./deep/b/..."},
			[]string{"a/_examples/e", "a/testdata/src/x", "scripts"}}},
		"part of a module":    {[]string{"a/sub"}, "", want{[]string{". go.work ./a/sub/..."}, nil}},
		"files":               {[]string{"a/a.go", "a/sub/s.go", "docs/readme.txt"}, "", want{[]string{". go.work ./a ./a/sub"}, nil}},
		"a loose file":        {[]string{"scripts/one.go"}, "", want{nil, []string{"scripts"}}},
		"excluded":            {[]string{"."}, "alone", want{[]string{". go.work ./a/... ./deep/b/..."}, []string{"a/_examples/e", "a/testdata/src/x", "scripts"}}},
		"one path in another": {[]string{"a", "a/sub"}, "", want{[]string{". go.work ./a/... ./a/sub/..."}, []string{"a/_examples/e", "a/testdata/src/x"}}},
		"missing":             {[]string{"nowhere"}, "", want{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var paths []string
			for _, path := range test.paths {
				paths = append(paths, filepath.Join(dir, path))
			}
			found := discover(paths, func(path string) bool { return test.skip != "" && path == filepath.Join(dir, test.skip) }, folders{})
			var got want
			for _, b := range found.builds {
				got.builds = append(got.builds, strings.Join(append([]string{rel(dir, b.dir), rel(dir, b.work)}, b.patterns...), " "))
			}
			for _, l := range found.loose {
				got.loose = append(got.loose, rel(dir, l.dir))
			}
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func rel(dir, path string) string {
	if r, err := filepath.Rel(dir, path); err == nil {
		return filepath.ToSlash(r)
	}
	return path
}
