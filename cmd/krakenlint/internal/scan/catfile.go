package scan

import (
	"context"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
)

// catFile reads the objects through git cat-file. It reads whatever git reads.
type catFile struct {
	repo *git.Repo
	ids  []string // nil for all
}

// Blobs implements Objects.
func (c catFile) Blobs(ctx context.Context, visit func(git.Blob) error) ([]finding.Incomplete, error) {
	gaps, err := c.repo.Gaps(ctx)
	if err != nil {
		return nil, err
	}
	var incomplete []finding.Incomplete
	for _, gap := range gaps {
		incomplete = append(incomplete, finding.Incomplete{Path: c.repo.Top, Reason: gap})
	}
	missing, err := c.repo.Blobs(ctx, c.ids, visit)
	for _, id := range missing {
		incomplete = append(incomplete, finding.Incomplete{Path: "blob:" + id, Reason: errMissing.Error()})
	}
	return incomplete, err
}
