package keyflow_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// mark is a credential's place in testdata: @API_KEY_1@, a part @API_KEY_1:0:20@, or its
// bytes in hex @PRIVATE_KEY_1:hex@.
var mark = regexp.MustCompile(`@(API|PRIVATE)_KEY_(\d+)(?::(hex|(\d+):(\d+)))?@`)

// materialise copies testdata with generated credentials in place of the marks.
func materialise(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "keyflow") //nolint:usetesting // it outlives the test that makes it: all of them share the analysis
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir("testdata", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel("testdata", path)
		target := filepath.Join(dir, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return err
		}
		return os.WriteFile(target, mark.ReplaceAllFunc(text, expand), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func expand(m []byte) []byte {
	parts := mark.FindStringSubmatch(string(m))
	seed, _ := strconv.ParseUint(parts[2], 10, 64)
	pair := credentialtest.New(seed).Pair()
	value := pair.APIKey
	if parts[1] == "PRIVATE" {
		value = pair.PrivateKey
	}
	switch {
	case parts[3] == "hex":
		raw, _ := base64.StdEncoding.DecodeString(value)
		value = hex.EncodeToString(raw)
	case parts[3] != "":
		low, _ := strconv.Atoi(parts[4])
		high, _ := strconv.Atoi(parts[5])
		value = value[low:high]
	}
	return []byte(value)
}

// corpus analyses testdata once for all tests.
var corpus = struct {
	sync.Once
	dir     string
	results map[string]*keyflow.Result
}{results: make(map[string]*keyflow.Result)}

func analyse(t *testing.T, pkg string) (dir string, result *keyflow.Result) {
	t.Helper()
	corpus.Do(func() {
		corpus.dir = materialise(t)
		for _, r := range analysistest.Run(t, corpus.dir, keyflow.Analyzer, "literals", "clean", "app", "both") {
			if result, ok := r.Result.(*keyflow.Result); ok && r.Err == nil {
				corpus.results[r.Pass.Pkg.Path()] = result
			}
		}
	})
	if corpus.results[pkg] == nil {
		t.Fatalf("no result for %s", pkg)
	}
	return corpus.dir, corpus.results[pkg]
}

func TestMain(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(corpus.dir)
	os.Exit(code)
}

func TestLiterals(t *testing.T) {
	for _, pkg := range []string{"literals", "clean"} {
		t.Run(pkg, func(t *testing.T) {
			dir, result := analyse(t, pkg)
			file := filepath.Join(dir, "src", pkg, pkg+".go")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want, got []string
			for i, line := range strings.Split(string(text), "\n") {
				if _, kind, ok := strings.Cut(line, "// literal: "); ok {
					want = append(want, fmt.Sprintf("%s:%d %s", pkg+".go", i+1, kind))
				}
			}
			for _, l := range result.Literals {
				if strings.HasSuffix(l.File, "conf.go") {
					continue
				}
				got = append(got, fmt.Sprintf("%s:%d %s", filepath.Base(l.File), l.Line, l.Kind))
				if len(l.Path) == 0 || strings.Contains(fmt.Sprintf("%+v", l), "@") {
					t.Errorf("%s:%d: no path to a client", l.File, l.Line)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("literals (-want +got):\n%s", diff)
			}
			if len(result.Incomplete) > 0 {
				t.Errorf("incomplete: %v", result.Incomplete)
			}
		})
	}
}

// TestImportedLiterals: a constant and a variable of another package are reported where
// their way to the client completes, at their own place; one that goes nowhere is not.
func TestImportedLiterals(t *testing.T) {
	var got []string
	_, result := analyse(t, "literals")
	for _, l := range result.Literals {
		if strings.HasSuffix(l.File, "conf.go") {
			got = append(got, fmt.Sprintf("%d %s", l.Line, l.Kind))
		}
	}
	if diff := cmp.Diff([]string{"7 api-key", "12 private-key"}, got); diff != "" {
		t.Errorf("literals of conf (-want +got):\n%s", diff)
	}
}

func TestApp(t *testing.T) {
	dir, result := analyse(t, "app")
	app := result.App
	if app == nil {
		t.Fatal("no app")
	}
	text, err := os.ReadFile(filepath.Join(dir, "src", "app", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]string)
	for line := range strings.SplitSeq(string(text), "\n") {
		if key, ok := strings.CutPrefix(line, "// key "); ok {
			i := strings.LastIndex(key, ": ")
			want[key[:i]] = key[i+2:]
		}
	}
	got := make(map[string]string)
	for _, k := range app.Keys {
		var asked []string
		for _, e := range k.Endpoints {
			asked = append(asked, e.Name)
			if first := e.Witness[0]; !strings.HasSuffix(first.File, "main.go") {
				t.Errorf("%s: the witness begins in %s", e.Name, first.File)
			}
		}
		if len(k.Unknown) > 0 {
			asked = append(asked, "?")
		}
		sort.Strings(asked)
		source, _, _ := strings.Cut(k.Source, "literal:")
		if source != k.Source {
			source += "literal"
		}
		got[source] = strings.Join(asked, " ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

// A struct that clients of both exchanges keep their keys in does not tell the exchange; the
// client that the struct is part of does.
func TestProducts(t *testing.T) {
	dir, result := analyse(t, "both")
	text, err := os.ReadFile(filepath.Join(dir, "src", "both", "both.go"))
	if err != nil {
		t.Fatal(err)
	}
	want, got := map[int]string{}, map[int]string{}
	for i, line := range strings.Split(string(text), "\n") {
		if _, product, ok := strings.Cut(line, " // "); ok && (product == "spot" || product == "futures") {
			want[i+1] = product
		}
	}
	for _, l := range result.Literals {
		got[l.Line] = string(l.Product)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("products by line (-want +got):\n%s", diff)
	}
}
