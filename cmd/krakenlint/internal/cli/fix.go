package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/fix"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
)

// fix takes the reported credentials out of Go files where the analysis knows how, and
// says on w what it has done and what not. The findings stay: their keys must be revoked.
func (f *found) fix(ctx context.Context, w io.Writer) {
	done, refused := fix.Apply(f.fixes, f.findings, fix.Options{
		Absolute: func(name string) string { return f.place.absolute(filepath.FromSlash(name)) },
		Refuse:   partlyStaged(ctx, f.place),
		Root:     f.place.root,
	})
	for _, line := range done {
		fmt.Fprintf(w, "fixed: %s\n", line)
	}
	for _, line := range refused {
		fmt.Fprintf(w, "not fixed: %s\n", line)
	}
	if len(done) > 0 {
		fmt.Fprintln(w, "A key that has been in a file may have been read: revoke it at Kraken and make a new one.")
	}
}

// partlyStaged refuses files of which a part is staged: a fix would mix with the rest.
func partlyStaged(ctx context.Context, p *place) func(path string) string {
	repo, err := git.Open(ctx, p.common)
	if err != nil {
		return func(string) string { return "" } // not in a repository
	}
	staged, unstaged := map[string]bool{}, map[string]bool{}
	if selection, err := repo.Staged(ctx, nil); err == nil {
		for _, change := range selection.Changes {
			staged[repo.Path(change.Path)] = true
		}
	}
	if entries, err := repo.Unstaged(ctx); err == nil {
		for _, entry := range entries {
			unstaged[repo.Path(entry.Path)] = true
		}
	}
	return func(path string) string {
		if staged[path] && unstaged[path] {
			return "not changed: a part of it is staged; git add or git stash the rest first"
		}
		return ""
	}
}
