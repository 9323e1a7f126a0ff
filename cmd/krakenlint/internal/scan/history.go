package scan

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
)

// objects reads the blobs of a history.
type objects interface {
	// Blobs visits each unique blob once, or with only just those of them, perhaps from several
	// goroutines at once. It may leave out blobs without a candidate; the summary counts them.
	Blobs(ctx context.Context, only map[string]bool, visit func(git.Blob) error) (finding.Summary, []finding.Incomplete, error)
	// Again visits some blobs that Blobs has visited, now or in an earlier run.
	Again(ctx context.Context, only map[string]bool, visit func(git.Blob) error) error
	// Origins looks up where blobs came in. What it does not know has no entry.
	Origins(ctx context.Context, ids []string) (map[string]origin, []finding.Incomplete, error)
}

// anyName is the path under which a text has the most found in it. A blob with nothing
// under this name has nothing under its own, which then need not be looked up.
const anyName = "kraken.key"

// Range says what of a history is scanned.
type Range struct {
	Since string // only what HEAD has and this revision has not; empty for everything
	State string // a file that names what has been read; empty for none
	By    string // names the program's version: what another one has read is read again
}

// History scans every blob of a repository once, or those in a range. It does so without
// names first; for what is found it looks up which commit brought it under which path, and
// scans it again as that. If ctx ends before, the result has what was found until then,
// without names.
func (s *Scanner) History(ctx context.Context, repo *git.Repo, r Range) (Result, error) {
	h := &history{Scanner: s, repo: repo, suspects: map[string][]suppress.Text{}}
	done, err := h.open(ctx, r)
	if err != nil {
		return Result{}, err
	}
	defer done()
	return h.run(ctx, h.scan)
}

// run makes a result of a scan, whether it comes to its end or is interrupted.
func (h *history) run(ctx context.Context, scan func(context.Context) error) (Result, error) {
	err := scan(ctx)
	if err != nil && ctx.Err() != nil {
		h.interrupted()
		return h.result, nil
	}
	return h.result, err
}

// scan is the whole job, with the objects open.
func (h *history) scan(ctx context.Context) error {
	read, incomplete, err := h.Blobs(ctx, h.only, h.suspect)
	h.result.Summary = read
	h.result.Incomplete = append(h.result.Incomplete, incomplete...)
	if err == nil && len(h.suspects) > 0 {
		err = h.report(ctx)
	}
	if err == nil && h.state != nil {
		err = h.state.save(h)
	}
	return err
}

type history struct {
	*Scanner
	objects
	repo *git.Repo
	only map[string]bool // ids of the blobs to scan; nil for all

	mu       sync.Mutex
	suspects map[string][]suppress.Text // by id: the blobs that have to be looked at under their names
	result   Result
	origins  map[string]origin // of the suspects

	store *odb.Store // nil where git reads
	state *stateFile // nil for none
}

// open chooses the reader of the objects, and with since what it reads. The answer closes it.
func (h *history) open(ctx context.Context, r Range) (done func(), err error) {
	var revisions string
	var after odb.ID
	if r.Since != "" {
		if revisions, err = h.repo.RangeOf(ctx, r.Since); err != nil {
			return nil, err
		}
		ids, err := h.repo.BlobsIn(ctx, revisions)
		if err != nil {
			return nil, err
		}
		h.only = make(map[string]bool, len(ids))
		for _, id := range ids {
			h.only[id] = true
		}
		from, _, _ := strings.Cut(revisions, "..")
		after, _ = odb.ParseID(from) // of another length where only git reads the repository
	}
	store, err := odb.Open(h.repo.GitDir, odb.Options{Jobs: h.Jobs, Filter: &candidates, Git: h.repo, Log: h.note, Progress: h.Track})
	if err != nil {
		h.note("the history is read through git, which is slower: %v", err)
		h.objects = catFile{h.repo, revisions}
		return func() {}, nil
	}
	h.objects, h.store = packed{h.repo, store, after}, store
	if r.State != "" {
		err = h.resume(ctx, r)
	}
	return store.Close, err
}

// note keeps what is said with --verbose.
func (h *history) note(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.result.Notes = append(h.result.Notes, fmt.Sprintf(format, args...))
}

// suspect looks at one blob without its name.
func (h *history) suspect(blob git.Blob) error {
	w := &worker{Scanner: h.Scanner}
	w.blob(anyName, blob)
	found := slices.ContainsFunc(w.Texts, func(t suppress.Text) bool { return len(t.Findings) > 0 })
	if found || len(w.Incomplete) > 0 {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.suspects[blob.ID] = w.Texts
	}
	return nil
}

// report scans the suspects under their names, the oldest first.
func (h *history) report(ctx context.Context) error {
	ids := slices.Sorted(maps.Keys(h.suspects))
	if err := h.trace(ctx, ids); err != nil {
		return err
	}
	origins := h.origins
	results := make(map[string]Result, len(ids))
	only := make(map[string]bool, len(ids))
	for _, id := range ids {
		only[id] = true
	}
	err := h.Again(ctx, only, func(blob git.Blob) error {
		result := h.reached(blob, origins[blob.ID])
		h.mu.Lock()
		defer h.mu.Unlock()
		results[blob.ID] = result
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(age(origins, a), age(origins, b)) })
	var blobs []traced
	for _, id := range ids {
		if _, read := results[id]; !read {
			delete(h.suspects, id) // pruned since an earlier run
			continue
		}
		held := notKnown
		if o, ok := origins[id]; ok {
			held = o.held
		}
		h.result.add(results[id])
		blobs = append(blobs, traced{results[id].Texts, held})
	}
	tellHolds(blobs)
	return nil
}

// trace looks up the origins of the suspects, unless the state file has them.
func (h *history) trace(ctx context.Context, ids []string) error {
	if h.state != nil && h.state.knows(ids) {
		h.origins = h.state.origins()
		return nil
	}
	origins, incomplete, err := h.Origins(ctx, ids)
	h.origins = origins
	h.result.Incomplete = append(h.result.Incomplete, incomplete...)
	return err
}

// age orders blobs by their origins; what no commit has comes last.
func age(origins map[string]origin, id string) int {
	if o := origins[id]; o.commit.Hash != "" {
		return o.order
	}
	return len(origins)
}

// reached scans a blob under the path of its origin.
func (h *history) reached(blob git.Blob, o origin) Result {
	if o.commit.Hash == "" {
		return h.named("blob:"+blob.ID, blob)
	}
	path := h.repo.Path(o.commit.Path)
	if h.Excludes != nil && h.Excludes(path) {
		return Result{Excluded: 1}
	}
	result := h.named(path, blob)
	for _, text := range result.Texts {
		for i := range text.Findings {
			commit := o.commit
			text.Findings[i].Commit = &commit
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

// errInterrupted is what an interrupted scan lists as incomplete.
var errInterrupted = errors.New("interrupted: the rest of the history was not scanned, and what was found has no commits named")

// interrupted makes a result of what the first pass has found.
func (h *history) interrupted() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(h.suspects)) {
		for _, text := range h.suspects[id] {
			if len(text.Findings) == 0 {
				continue
			}
			text.Name, text.Partial = "blob:"+id, true
			for i := range text.Findings {
				text.Findings[i].File = text.Name
			}
			h.result.Texts = append(h.result.Texts, text)
		}
	}
	h.result.Incomplete = append(h.result.Incomplete, finding.Incomplete{Path: h.repo.Top, Reason: errInterrupted.Error(), Unread: true})
}
