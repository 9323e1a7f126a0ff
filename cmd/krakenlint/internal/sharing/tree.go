package sharing

import (
	"path/filepath"
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
)

// Paths is how the files that are checked are called.
type Paths struct {
	Name   func(path string) string // makes the name that is reported of an absolute path
	Locate func(name string) string // the other way round
}

// Tree puts together what is known of the paths that are checked: Go programs as gocheck
// found them, and what the manifests start.
func (paths Paths) Tree(workloads []project.Workload, apps []gocheck.App, config *project.Config) Input {
	in := Input{Workloads: workloads, Excluded: sharedkey.IsExample, Runs: map[string]string{}}
	named := func(app string) string { return paths.Name(filepath.Join(config.Dir, filepath.FromSlash(app))) }
	for _, key := range config.Keys {
		key.Apps = slices.Clone(key.Apps)
		for i, app := range key.Apps {
			key.Apps[i] = named(app)
		}
		in.Keys = append(in.Keys, key)
	}
	for _, run := range config.Apps.Runs {
		in.Runs[named(run.App)] = named(run.Program)
	}
	for _, app := range apps {
		in.Programs = append(in.Programs, program(app, paths.Name))
	}
	if config.Apps.Exclude != nil {
		in.Excluded = func(name string) bool { return project.Match(config.Apps.Exclude, config.Dir, paths.Locate(name)) }
	}
	return in
}

// program has the paths of reports in what sharing reads.
func program(app gocheck.App, name func(string) string) Program {
	p := Program{App: app.App, Module: name(app.Module)}
	p.Dir = name(app.Dir)
	p.Keys = append(p.Keys[:0:0], app.Keys...)
	for i := range p.Keys {
		p.Keys[i].File = name(p.Keys[i].File)
		p.Keys[i].Endpoints = slices.Clone(p.Keys[i].Endpoints)
		for j, endpoint := range p.Keys[i].Endpoints {
			way := slices.Clone(endpoint.Witness)
			for k := range way {
				way[k].File = name(way[k].File)
			}
			p.Keys[i].Endpoints[j].Witness = way
		}
	}
	return p
}
