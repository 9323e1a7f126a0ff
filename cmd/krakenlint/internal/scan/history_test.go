package scan

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb/odbtest"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// leaky makes a repository whose history has keys in files that are edited, moved, merged and
// deleted.
func leaky(t *testing.T, seed uint64) *odbtest.Repo {
	t.Helper()
	keys := credentialtest.New(seed)
	r := odbtest.Init(t)
	var lines []string
	for range 4 {
		pair := keys.Pair()
		lines = append(lines, "KRAKEN_API_KEY="+pair.APIKey, "kraken_secret: "+pair.PrivateKey)
	}
	r.History(seed, 80, append(lines, "kraken", keys.Signature())...)
	return r
}

// scanned is what a reader finds, as one JSON value for each finding.
func scanned(t *testing.T, dir string, through func(repo *git.Repo) (objects, func())) (findings []string, files int) {
	t.Helper()
	repo, err := git.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	h := &history{
		Scanner:  &Scanner{Detector: secrets.New(), Jobs: 2, Name: func(path string) string { return strings.TrimPrefix(path, repo.Top) }},
		repo:     repo,
		suspects: map[string][]suppress.Text{},
	}
	reader, done := through(repo)
	defer done()
	h.objects = reader
	read, incomplete, err := h.Blobs(t.Context(), nil, h.suspect)
	if err != nil || len(incomplete) > 0 {
		t.Fatal(incomplete, err)
	}
	if err := h.report(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, text := range h.result.Texts {
		for _, f := range text.Findings {
			f.Message, _, _ = strings.Cut(f.Message, ";")
			f.Commit = nil // the readers may name different ones of several first commits
			b, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			findings = append(findings, string(b))
		}
	}
	slices.Sort(findings)
	return findings, read.Files
}

func throughPacks(t *testing.T) func(*git.Repo) (objects, func()) {
	return func(repo *git.Repo) (objects, func()) {
		store, err := odb.Open(repo.GitDir, odb.Options{Filter: &candidates, Git: repo})
		if err != nil {
			t.Fatal(err)
		}
		return packed{repo: repo, store: store}, store.Close
	}
}

func throughGit(repo *git.Repo) (objects, func()) { return catFile{repo: repo}, func() {} }

// TestReadersAgree: reading packs finds what reading through git does.
func TestReadersAgree(t *testing.T) {
	for seed := range uint64(3) {
		r := leaky(t, seed)
		for _, layout := range [][]string{{"repack", "-adfq", "--depth=50", "--window=50"}, {"repack", "-adq", "--depth=1"}, {"gc", "-q"}} {
			r.Git(layout...)
			want, files := scanned(t, r.Dir, throughGit)
			got, gotFiles := scanned(t, r.Dir, throughPacks(t))
			if len(want) == 0 {
				t.Errorf("seed %d: nothing is found", seed)
			}
			if d := cmp.Diff(want, got); d != "" || files != gotFiles {
				t.Errorf("seed %d, %v: %d files and %d; findings differ (-git +packs):\n%s", seed, layout, files, gotFiles, d)
			}
		}
	}
}

// TestCandidatesAgree: searching only what a delta changes loses no candidate of the real search.
func TestCandidatesAgree(t *testing.T) {
	for seed := range uint64(3) {
		r := leaky(t, seed)
		r.Git("repack", "-adfq", "--depth=50", "--window=50")
		all := candidatesOf(t, r.Dir, nil)
		changed := candidatesOf(t, r.Dir, &candidates)
		if len(all) == 0 {
			t.Errorf("seed %d: no candidates", seed)
		}
		if d := cmp.Diff(all, changed); d != "" {
			t.Errorf("seed %d: candidates differ (-all +changed):\n%s", seed, d)
		}
	}
}

// candidatesOf lists the blobs with a candidate that are visited.
func candidatesOf(t *testing.T, dir string, filter *odb.Filter) []string {
	t.Helper()
	s, err := odb.Open(dir, odb.Options{Filter: filter})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var mu sync.Mutex
	found := map[string]bool{}
	_, _, err = s.Blobs(t.Context(), nil, func(o odb.Object) error {
		if secrets.HasCandidate(o.Data) {
			mu.Lock()
			found[o.ID.String()] = true
			mu.Unlock()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(found))
}

// TestInterrupted: what was found until then is reported, and that it is not all.
func TestInterrupted(t *testing.T) {
	r := leaky(t, 1)
	repo, err := git.Open(t.Context(), r.Dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	h := &history{
		Scanner:  &Scanner{Detector: secrets.New(), Jobs: 1, Name: func(path string) string { return path }},
		repo:     repo,
		suspects: map[string][]suppress.Text{},
	}
	result, err := h.run(ctx, func(ctx context.Context) error {
		reader, done := throughPacks(t)(repo)
		defer done()
		h.objects = reader
		_, _, err := h.Blobs(ctx, nil, func(blob git.Blob) error {
			defer func() {
				if len(h.suspects) == 2 {
					cancel()
				}
			}()
			return h.suspect(blob)
		})
		return err
	})
	if err != nil || len(result.Texts) < 2 || len(result.Incomplete) != 1 {
		t.Fatal(fmt.Sprint(len(result.Texts), result.Incomplete, err))
	}
	for _, text := range result.Texts {
		if !strings.HasPrefix(text.Name, "blob:") {
			t.Error(text.Name)
		}
	}
}
