package cli

import (
	"context"
	"slices"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/sharing"
)

// analyse runs what looks at programs and manifests rather than at single texts. It needs
// files on disk, so it is for trees only.
func analyse(ctx context.Context, o *options, p *place) (finding.Batch, error) {
	if !o.fromTree() {
		return finding.Batch{}, nil
	}
	request := goRequest(o, p)
	var programs gocheck.Result
	if !o.noGo {
		var err error
		if programs, err = gocheck.Check(ctx, request); err != nil {
			return finding.Batch{}, err
		}
	}
	tree, manifests := sharing.Tree(sharing.Paths{Absolute: request.Paths, Name: p.name, Locate: p.absolute}, programs.Apps, p.config)
	scoped := overscoped(programs.Apps, tree, p)
	return finding.Batch{
		Findings:   slices.Concat(gocheck.Findings(programs.Literals, p.name), sharing.Findings(tree), scoped.Findings),
		Incomplete: slices.Concat(named(programs.Incomplete, p), manifests.Incomplete, scoped.Incomplete),
		Notes:      scoped.Undecided,
		Summary:    finding.Summary{Packages: programs.Packages, Apps: sharing.Apps(tree)},
	}, nil
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
