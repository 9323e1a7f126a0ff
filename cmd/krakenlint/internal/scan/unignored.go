package scan

import (
	"context"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
)

// Unignored scans the files on disk below the absolute paths (all of the repository, if
// there are none) that .gitignore does not name.
func (s *Scanner) Unignored(ctx context.Context, repo *git.Repo, paths []string) (Result, error) {
	names, err := repo.Unignored(ctx, paths)
	if err != nil {
		return Result{}, err
	}
	excluded := 0
	queue := newQueue()
	var files []string
	for _, name := range names {
		path := repo.Path(name)
		if s.Excludes != nil && s.Excludes(path) {
			excluded++
			continue
		}
		files = append(files, path)
	}
	for batch := range batches(files) {
		queue.push(task{files: batch})
	}
	result := s.drain(ctx, queue)
	result.Excluded += excluded
	return result, nil
}
