package cli

import (
	"context"
	"slices"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/sharing"
)

// analyse joins what the Go programs and the manifests say: which credentials reach a
// client, which apps share a key, which keys may do more than their apps need.
func analyse(o *options, p *place, a analysis, manifests project.Manifests) (finding.Batch, sharing.Input) {
	if !o.fromTree() {
		return a.staged, sharing.Input{}
	}
	programs := a.programs
	tree := p.sharing().Tree(manifests.Workloads, programs.Apps, p.config)
	scoped := overscoped(programs.Apps, tree, p)
	return finding.Batch{
		Findings:   slices.Concat(gocheck.Findings(programs.Literals, p.name), sharing.Findings(tree), scoped.Findings),
		Incomplete: slices.Concat(named(programs.Incomplete, p), manifests.Incomplete, scoped.Incomplete),
		Holdings:   scoped.Holdings,
		Fixes:      gocheck.Fixes(programs.Fixes, p.name),
		Notes:      scoped.Undecided,
		Summary:    finding.Summary{Packages: programs.Packages, Apps: sharing.Apps(tree)},
	}, tree
}

func (p *place) sharing() sharing.Paths { return sharing.Paths{Name: p.name, Locate: p.absolute} }

// loadManifests reads those among files, which are as the scan names them.
func loadManifests(o *options, p *place, files []string) project.Manifests {
	if !o.fromTree() {
		return project.Manifests{}
	}
	return project.LoadManifests(p.absolutes(o.pathsOrHere()), p.absolutes(files), p.name)
}

func goRequest(o *options, p *place) gocheck.Request {
	request := gocheck.Request{Jobs: o.jobs, Paths: p.absolutes(o.pathsOrHere())}
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

// analysis is what there is to say of Go programs: of a tree, or of the Go files among
// what is staged.
type analysis struct {
	programs gocheck.Result
	staged   finding.Batch
	err      error
}

// interrupted is an analysis that was given up: that its packages do not load is no news then.
func interrupted() analysis {
	list := []finding.Incomplete{{Path: ".", Reason: "interrupted before its Go packages were analysed"}}
	return analysis{programs: gocheck.Result{Incomplete: list}, staged: finding.Batch{Incomplete: list}}
}

// startAnalysis analyses the Go programs beside the scan of texts: the go command mostly
// waits for others. It needs files on disk.
func startAnalysis(ctx context.Context, o *options, p *place) <-chan analysis {
	run := func() analysis { return analysis{} }
	switch {
	case o.noGo:
	case o.staged:
		run = func() analysis {
			batch, err := analyseStaged(ctx, o, p)
			return analysis{staged: batch, err: err}
		}
	case o.fromTree():
		plan := gocheck.Prepare(goRequest(o, p))
		run = func() analysis {
			programs, err := plan.Check(ctx)
			return analysis{programs: programs, err: err}
		}
	}
	done := make(chan analysis, 1)
	go func() { done <- run() }()
	return done
}
