package cli

import (
	"context"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// scanTexts scans what the flags say.
func scanTexts(ctx context.Context, o *options, place *place, std streams) (scan.Result, error) {
	scanner := &scan.Scanner{Detector: secrets.New(), Jobs: o.jobs, Name: place.name}
	if len(place.config.Exclude) > 0 {
		scanner.Excludes = place.excludes
	}
	if bar := o.newProgress(std.err); bar != nil {
		scanner.Track, scanner.Progress = bar.track, new(scan.Progress)
		defer bar.end()
		if o.fromTree() {
			defer bar.watch(scanner.Progress)()
		}
	}
	switch {
	case o.stdin:
		return scanner.Reader(o.stdinName(), std.in), nil
	case o.staged, o.fromHistory(), o.respectGitignore:
		return scanRepository(ctx, o, place, scanner)
	}
	return scanner.Tree(ctx, o.pathsOrHere())
}

// scanRepository scans what git has to be asked for.
func scanRepository(ctx context.Context, o *options, place *place, scanner *scan.Scanner) (scan.Result, error) {
	repo, err := place.repository(ctx)
	if err != nil {
		return scan.Result{}, err
	}
	paths := place.absolutes(o.paths)
	switch {
	case o.staged:
		return scanner.Staged(ctx, repo, paths)
	case o.fromHistory():
		return scanner.History(ctx, repo, scan.Range{Since: o.since, State: o.state, By: version()})
	}
	return scanner.Unignored(ctx, repo, paths)
}

func (o *options) stdinName() string {
	if o.stdinPath == "" {
		return "stdin"
	}
	return o.stdinPath
}

func (o *options) pathsOrHere() []string {
	if len(o.paths) == 0 {
		return []string{"."}
	}
	return o.paths
}
