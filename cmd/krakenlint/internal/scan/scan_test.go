package scan_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// leak is a text with a pair on lines 1 and 2.
var leak = credentialtest.Expand("KRAKEN_API_KEY=@API_KEY_1@\nKRAKEN_API_SECRET=@PRIVATE_KEY_1@\n")

func scanner() *scan.Scanner {
	return &scan.Scanner{Detector: secrets.New(), Jobs: 2, Name: filepath.ToSlash}
}

// tree scans dir and makes what is found relative to it.
func tree(t *testing.T, dir string) (found, incomplete []string) {
	t.Helper()
	s := scanner()
	s.Name = func(path string) string {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(rel)
	}
	result, err := s.Tree(context.Background(), []string{dir})
	if err != nil {
		t.Fatal(err)
	}
	return places(result), reasons(result)
}

func places(result scan.Result) []string {
	var found []string
	for _, text := range result.Texts {
		for _, f := range text.Findings {
			found = append(found, fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column))
		}
	}
	slices.Sort(found)
	return found
}

func reasons(result scan.Result) []string {
	var list []string
	for _, i := range result.Incomplete {
		list = append(list, i.Path+": "+i.Reason)
	}
	slices.Sort(list)
	return list
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestStream has a pair at every interesting offset of a text that is read in windows.
func TestStream(t *testing.T) {
	const window, overlap = 4 << 20, 64 << 10
	for _, at := range []int{0, window - 100, window - overlap - 60, window - overlap, window - 2*overlap, 2*window - 70} {
		t.Run(fmt.Sprint(at), func(t *testing.T) {
			text := bytes.Repeat([]byte("a line of nothing\n"), (at+window)/18+100)[:at+window]
			at := bytes.LastIndexByte(text[:max(at, 1)], '\n') + 1
			copy(text[at:], leak)
			line := 1 + bytes.Count(text[:at], []byte("\n"))
			want := []string{fmt.Sprintf("big:%d:16", line), fmt.Sprintf("big:%d:19", line+1)}
			result := scanner().Reader("big", iotest.HalfReader(bytes.NewReader(text)))
			slices.Sort(want)
			if diff := cmp.Diff(want, places(result)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if result.Summary.Bytes != int64(len(text)) || result.Summary.Files != 1 {
				t.Errorf("counted %+v, want 1 file of %d bytes", result.Summary, len(text))
			}
		})
	}
}

// TestStreamOfOneLine has columns beyond the first window.
func TestStreamOfOneLine(t *testing.T) {
	text := strings.Repeat(" ", 9<<20) + strings.ReplaceAll(leak, "\n", " ") + "# krakenlint" + ":ignore shared-key -- one desk"
	result := scanner().Reader("line", strings.NewReader(text))
	want := []string{fmt.Sprintf("line:1:%d", 9<<20+16), fmt.Sprintf("line:1:%d", 9<<20+16+56+1+18)}
	if diff := cmp.Diff(want, places(result)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(result.Texts) != 1 || len(result.Texts[0].Ignores) != 1 || result.Texts[0].Ignores[0].Column != strings.Index(text, "krakenlint")+1 {
		t.Errorf("directives: %+v", result.Texts)
	}
}

// TestReadError keeps what was read before the error.
func TestReadError(t *testing.T) {
	for _, before := range []string{leak, strings.Repeat(" ", 5<<20) + "\n" + leak} {
		result := scanner().Reader("cut", io.MultiReader(strings.NewReader(before), iotest.ErrReader(fmt.Errorf("cable pulled"))))
		if len(places(result)) != 2 {
			t.Errorf("found %v, want both halves", places(result))
		}
		if diff := cmp.Diff([]string{"cut: cable pulled"}, reasons(result)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if !result.Incomplete[0].Unread {
			t.Error("a file that cannot be read does not count as unread")
		}
	}
}

func TestExcludes(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a", "x"), []byte(leak))
	write(t, filepath.Join(dir, "b", "x"), []byte(leak))
	s := scanner()
	s.Excludes = func(path string) bool { return filepath.Base(path) == "a" }
	result, err := s.Tree(context.Background(), []string{dir, filepath.Join(dir, "b"), filepath.Join(dir, "b", "x")})
	if err != nil {
		t.Fatal(err)
	}
	if result.Excluded != 1 || len(places(result)) != 2 {
		t.Errorf("excluded %d, found %v; want 1 and one pair, once", result.Excluded, places(result))
	}
}

// TestCrowdedDirectory has more files than one worker takes at a time.
func TestCrowdedDirectory(t *testing.T) {
	dir := t.TempDir()
	for i := range 500 {
		write(t, filepath.Join(dir, fmt.Sprint(i)), []byte(leak))
	}
	if found, _ := tree(t, dir); len(found) != 1000 {
		t.Errorf("found %d, want 1000", len(found))
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	result, err := scanner().Tree(ctx, []string{t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Incomplete) != 1 {
		t.Errorf("a canceled scan lists %v as incomplete", result.Incomplete)
	}
}
