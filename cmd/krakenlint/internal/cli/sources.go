package cli

import (
	"context"
	"errors"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan"
)

// scanTexts scans what the flags say.
func scanTexts(ctx context.Context, o *options, place *place, std streams) (scan.Result, error) {
	scanner := &scan.Scanner{Detector: noDetector{}, Jobs: o.jobs, Name: place.name}
	if len(place.config.Exclude) > 0 {
		scanner.Excludes = place.excludes
	}
	switch {
	case o.stdin:
		return scanner.Reader(o.stdinName(), std.in), nil
	case o.staged, o.history, o.since != "", o.respectGitignore:
		return scan.Result{}, errors.New("git sources are not wired yet")
	}
	return scanner.Tree(ctx, o.pathsOrHere())
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
