package cli

import (
	"context"
	"slices"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/sharing"
)

// analyse runs what looks at programs and manifests rather than at single texts. It needs
// files on disk, so it is for trees, and for the Go files among what is staged.
func analyse(ctx context.Context, o *options, p *place) (finding.Batch, error) {
	switch {
	case o.staged && !o.noGo:
		return analyseStaged(ctx, o, p)
	case !o.fromTree():
		return finding.Batch{}, nil
	}
	programs, tree, manifests, err := loadPrograms(ctx, o, p)
	if err != nil {
		return finding.Batch{}, err
	}
	scoped := overscoped(programs.Apps, tree, p)
	return finding.Batch{
		Findings:   slices.Concat(gocheck.Findings(programs.Literals, p.name), sharing.Findings(tree), scoped.Findings),
		Incomplete: slices.Concat(named(programs.Incomplete, p), manifests.Incomplete, scoped.Incomplete),
		Notes:      scoped.Undecided,
		Summary:    finding.Summary{Packages: programs.Packages, Apps: sharing.Apps(tree)},
	}, nil
}

// loadPrograms analyses the Go programs and reads the manifests that start them.
func loadPrograms(ctx context.Context, o *options, p *place) (programs gocheck.Result, tree sharing.Input, manifests project.Manifests, err error) {
	request := goRequest(o, p)
	if !o.noGo {
		if programs, err = gocheck.Check(ctx, request); err != nil {
			return programs, tree, manifests, err
		}
	}
	tree, manifests = sharing.Tree(sharing.Paths{Absolute: request.Paths, Name: p.name, Locate: p.absolute}, programs.Apps, p.config)
	return programs, tree, manifests, nil
}

func goRequest(o *options, p *place) gocheck.Request {
	request := gocheck.Request{Jobs: o.jobs}
	for _, path := range o.pathsOrHere() {
		request.Paths = append(request.Paths, p.absolute(path))
	}
	if len(p.config.Exclude) > 0 {
		request.Skip = p.excludes
	}
	return request
}

// named makes the paths of a list those that are reported.
func named(list []finding.Incomplete, p *place) []finding.Incomplete {
	for i := range list {
		list[i].Path = p.name(list[i].Path)
	}
	return list
}

// analysis is what analyse returns, for the goroutine that it runs in.
type analysis struct {
	batch finding.Batch
	err   error
}

// startAnalysis analyses beside the scan of texts: the go command mostly waits for others.
func startAnalysis(ctx context.Context, o *options, p *place) <-chan analysis {
	done := make(chan analysis, 1)
	go func() {
		batch, err := analyse(ctx, o, p)
		done <- analysis{batch, err}
	}()
	return done
}
