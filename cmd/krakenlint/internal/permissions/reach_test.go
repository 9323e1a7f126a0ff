package permissions_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
)

func TestMain(m *testing.M) {
	if gocheck.IsUnit(os.Args[1:]) {
		gocheck.RunUnit()
	}
	os.Exit(m.Run())
}

// expectation is what the comments of a program say of one key: "want SOURCE: …" lists
// the endpoints that are reached ("?" for an incomplete answer, "none" for none; # in
// place of the space before a verb), "may SOURCE: …" those that a call graph cannot tell
// from them.
type expectation struct{ want, may []string }

// reached is an answer in the same words.
func reached(key keyflow.Key) []string {
	var names []string
	if len(key.Unknown) > 0 {
		names = append(names, "?")
	}
	for _, e := range key.Endpoints {
		names = append(names, strings.ReplaceAll(e.Name, " ", "#"))
	}
	slices.Sort(names)
	return names
}

// expectations reads the comments of a main.go.
func expectations(t *testing.T, file string) map[string]expectation {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]expectation{}
	for line := range strings.Lines(string(text)) {
		for _, word := range []string{"want", "may"} {
			rest, ok := strings.CutPrefix(line, "// "+word+" ")
			if !ok {
				continue
			}
			source, list, _ := strings.Cut(strings.TrimSpace(rest), ": ")
			names := strings.Fields(strings.TrimPrefix(list, "none"))
			slices.Sort(names)
			e := all[source]
			if word == "want" {
				e.want = names
			} else {
				e.may = names
			}
			all[source] = e
		}
	}
	return all
}

// checkReach analyses the module of small programs, and says where it is.
func checkReach(t *testing.T) (root string, result gocheck.Result) {
	t.Helper()
	root, err := filepath.Abs("../../../../testdata/reach")
	if err != nil {
		t.Fatal(err)
	}
	result, err = gocheck.Check(context.Background(), gocheck.Request{Paths: []string{root}})
	if err != nil {
		t.Fatal(err)
	}
	return root, result
}

// TestReach runs the analysis over a module of small programs, each with one trick, and
// compares what each key reaches with what the program's comments say.
func TestReach(t *testing.T) {
	if testing.Short() {
		t.Skip("runs go vet on fifty packages")
	}
	root, result := checkReach(t)
	for _, incomplete := range result.Incomplete {
		t.Errorf("%s: %s", incomplete.Path, incomplete.Reason)
	}
	apps := map[string]keyflow.App{}
	for _, app := range result.Apps {
		apps[filepath.Base(app.Dir)] = app.App
	}
	programs, err := filepath.Glob(filepath.Join(root, "cmd", "*", "main.go"))
	if err != nil || len(programs) < 40 {
		t.Fatalf("%d programs: %v", len(programs), err)
	}
	for _, file := range programs {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			checkApp(t, apps[name], expectations(t, file))
			checkUnknown(t, apps[name], file)
		})
	}
}

func checkApp(t *testing.T, app keyflow.App, want map[string]expectation) {
	for _, key := range app.Keys {
		e, ok := want[key.Source]
		if !ok {
			t.Errorf("%s: not expected to be a key, reaches %q", key.Source, reached(key))
			continue
		}
		got := slices.DeleteFunc(reached(key), func(n string) bool { return slices.Contains(e.may, n) })
		if diff := cmp.Diff(append([]string{}, e.want...), append([]string{}, got...)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", key.Source, diff)
		}
		delete(want, key.Source)
	}
	for source, e := range want {
		t.Errorf("%s: not found; it reaches %q", source, e.want)
	}
}

// checkUnknown compares the calls that make an answer incomplete with the comments
// "// unknown: MESSAGE" at the ends of lines.
func checkUnknown(t *testing.T, app keyflow.App, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for i, line := range strings.Split(string(text), "\n") {
		if _, message, ok := strings.Cut(line, "// unknown: "); ok {
			want = append(want, fmt.Sprintf("%s:%d: %s", filepath.Base(file), i+1, message))
		}
	}
	for _, key := range app.Keys {
		for _, u := range key.Unknown {
			got = append(got, fmt.Sprintf("%s:%d: %s", filepath.Base(u.File), u.Line, u.Message))
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("calls that make the answer incomplete: -want +got:\n%s", diff)
	}
}
