package scan

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
)

// Objects reads the blobs of a history. Each unique blob is visited once, perhaps from
// several goroutines at once.
type Objects interface {
	Blobs(ctx context.Context, visit func(git.Blob) error) ([]finding.Incomplete, error)
}

// anyName is the path under which a text has the most found in it. A blob with nothing
// under this name has nothing under its own, which then need not be looked up.
const anyName = "kraken.key"

// History scans every blob of a repository once, or with since only those that HEAD has
// and that revision does not. It does so without names first; for what is found it looks
// up which commit brought it under which path, and scans it again as that.
func (s *Scanner) History(ctx context.Context, repo *git.Repo, since string) (Result, error) {
	h := &history{Scanner: s, repo: repo, suspects: make(map[string]bool)}
	objects, err := h.open(ctx, since)
	if err != nil {
		return Result{}, err
	}
	incomplete, err := objects.Blobs(ctx, h.suspect)
	if err != nil {
		return Result{}, err
	}
	h.result.Incomplete = append(h.result.Incomplete, incomplete...)
	if len(h.suspects) > 0 {
		err = h.report(ctx)
	}
	return h.result, err
}

type history struct {
	*Scanner
	repo      *git.Repo
	revisions string // empty for all

	mu       sync.Mutex
	suspects map[string]bool // ids of the blobs that have to be looked at under their names
	result   Result
}

// open chooses the reader of the objects.
func (h *history) open(ctx context.Context, since string) (Objects, error) {
	if since == "" {
		return catFile{repo: h.repo}, nil
	}
	var err error
	if h.revisions, err = h.repo.RangeOf(ctx, since); err != nil {
		return nil, err
	}
	ids, err := h.repo.BlobsIn(ctx, h.revisions)
	return catFile{h.repo, append([]string{}, ids...)}, err
}

// suspect looks at one blob without its name.
func (h *history) suspect(blob git.Blob) error {
	w := &worker{Scanner: h.Scanner}
	w.blob(anyName, blob)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.result.add(Result{Summary: w.Summary})
	if len(w.Incomplete) > 0 || slices.ContainsFunc(w.Texts, func(t suppress.Text) bool { return len(t.Findings) > 0 }) {
		h.suspects[blob.ID] = true
	}
	return nil
}

// report scans the suspects under their names, the oldest first.
func (h *history) report(ctx context.Context) error {
	ids := slices.Sorted(maps.Keys(h.suspects))
	origins, err := h.repo.Origins(ctx, ids, h.revisions)
	if err != nil {
		return err
	}
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(age(origins, a), age(origins, b)) })
	_, err = h.repo.Blobs(ctx, ids, func(blob git.Blob) error {
		if origin, ok := origins[blob.ID]; ok {
			h.result.add(h.reached(blob, origin))
		} else {
			h.result.add(h.named("blob:"+blob.ID, blob))
		}
		return nil
	})
	return err
}

// age orders blobs by their origins; what no commit has comes last.
func age(origins map[string]git.Origin, id string) int {
	if origin, ok := origins[id]; ok {
		return origin.Order
	}
	return len(origins)
}

// reached scans a blob under the path of its origin.
func (h *history) reached(blob git.Blob, origin git.Origin) Result {
	path := h.repo.Path(origin.Path)
	if h.Excludes != nil && h.Excludes(path) {
		return Result{Excluded: 1}
	}
	result := h.named(path, blob)
	for _, text := range result.Texts {
		for i := range text.Findings {
			text.Findings[i].Commit = &finding.Commit{Hash: origin.Commit, Author: origin.Author, Date: origin.Date, Path: origin.Path}
		}
	}
	return result
}

// named scans a blob that the first pass has counted.
func (h *history) named(path string, blob git.Blob) Result {
	w := &worker{Scanner: &Scanner{Detector: h.Detector, Name: h.Name}}
	w.blob(path, blob)
	w.Summary = finding.Summary{}
	for i := range w.Texts {
		w.Texts[i].Partial = true
	}
	return w.Result
}
