package scan

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
)

// catFile reads the objects through git cat-file. It reads whatever git reads.
type catFile struct {
	repo      *git.Repo
	revisions string // a range of commits that origins are looked for in; empty for all
}

// Blobs implements objects.
func (c catFile) Blobs(ctx context.Context, only map[string]bool, visit func(git.Blob) error) (finding.Summary, []finding.Incomplete, error) {
	gaps, err := c.repo.Gaps(ctx)
	if err != nil {
		return finding.Summary{}, nil, err
	}
	var incomplete []finding.Incomplete
	for _, gap := range gaps {
		incomplete = append(incomplete, finding.Incomplete{Path: c.repo.Top, Reason: gap})
	}
	var ids []string
	if only != nil {
		ids = slices.AppendSeq([]string{}, maps.Keys(only))
		slices.Sort(ids)
	}
	var mu sync.Mutex
	var read finding.Summary
	missing, err := c.repo.Blobs(ctx, ids, func(blob git.Blob) error {
		mu.Lock()
		read.Files++
		read.Bytes += blob.Size
		mu.Unlock()
		return visit(blob)
	})
	for _, id := range missing {
		incomplete = append(incomplete, finding.Incomplete{Path: "blob:" + id, Reason: errMissing.Error()})
	}
	return read, incomplete, err
}

// Again implements objects.
func (c catFile) Again(ctx context.Context, only map[string]bool, visit func(git.Blob) error) error {
	_, _, err := c.Blobs(ctx, only, visit)
	return err
}

// Origins implements objects.
func (c catFile) Origins(ctx context.Context, ids []string) (map[string]origin, []finding.Incomplete, error) {
	found, err := c.repo.Origins(ctx, ids, c.revisions)
	origins := make(map[string]origin, len(found))
	for id, o := range found {
		origins[id] = origin{
			commit: finding.Commit{Hash: o.Commit, Author: o.Author, Date: o.Date, Path: o.Path},
			order:  o.Order,
			held:   notKnown,
		}
	}
	return origins, nil, err
}
