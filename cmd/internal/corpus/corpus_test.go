package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const modules = "../../../testdata/modules"

// materialise makes a case in a directory of its own.
func materialise(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := Materialise(os.DirFS(filepath.Join(modules, name)), dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// roots are the directories below dir that have a go.mod.
func roots(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "go.mod" {
			found = append(found, filepath.Dir(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// cases are the modules of the corpus. The broken ones are for `krakenlint check`: other
// drivers stop at the first mistake.
var cases = []struct {
	name   string
	broken bool
}{
	{"ways", false},
	{"vendored", false},
	{"replaced", false},
	{"generated", false},
	{"workspace", false},
	{"clean", false},
	{"broken", true},
	{"loose", true},
}

// TestDrivers runs one corpus through every driver: facts do not behave the same in all.
func TestDrivers(t *testing.T) {
	drivers := []struct {
		name string
		run  driver
	}{
		{"in process", inProcess},
		{"go vet", goVet},
		{"golangci-lint", golangci},
	}
	for _, d := range drivers {
		for _, c := range cases {
			if c.broken {
				continue
			}
			t.Run(d.name+"/"+c.name, func(t *testing.T) {
				top := materialise(t, c.name)
				var got []string
				for _, dir := range roots(t, top) {
					got = append(got, d.run(t, top, dir)...)
				}
				compare(t, top, got)
			})
		}
	}
	for _, c := range cases {
		t.Run("krakenlint check/"+c.name, func(t *testing.T) {
			top := materialise(t, c.name)
			compare(t, top, check(t, top, top))
		})
	}
}

func compare(t *testing.T, dir string, got []string) {
	t.Helper()
	wants, err := Wants(dir)
	if err != nil {
		t.Fatal(err)
	}
	got = unique(got)
	for _, one := range wants {
		if !slices.Contains(got, one) {
			t.Errorf("missing: %s", one)
		}
	}
	for _, one := range got {
		if !slices.Contains(wants, one) {
			t.Errorf("surplus: %s", one)
		}
	}
}

func TestExpand(t *testing.T) {
	for _, text := range []string{"", "@nothing@", "a@b.com", "/*@x@*/"} {
		if got := Expand(text); got != text {
			t.Errorf("Expand(%q) = %q", text, got)
		}
	}
	if got := Expand("@API_KEY_1|first@@API_KEY_1|rest@"); got != Expand("@API_KEY_1@") {
		t.Error("the parts of a credential are not the whole")
	}
}
