// Package sharing joins the apps of a tree by the keys that they hold: Go programs, as
// keyflow sees them, and what the deployment manifests start.
//
// A manifest says two things. What it starts may be one of the Go programs: then what the
// manifest gives to it replaces what the code alone says (two programs that read one
// variable, given different values, do not share). And it gives variables to programs of
// which nothing else is known: then those whose names say that they are Kraken keys, or
// that a Go program of the tree takes for one, count as the program's keys.
package sharing

import (
	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
)

// Input is what is known of a tree. All paths are as in reports.
type Input struct {
	Programs  []Program
	Workloads []project.Workload
	Keys      []project.Key     // what the configuration declares, with apps as in reports
	Runs      map[string]string // workloads of which the configuration says which program they run
	// Excluded tells whether an app at a path is none: an example, test data. It may be nil.
	Excluded func(path string) bool
}

// Program is a Go main package. Its App.Dir is slash-separated, "." for the root.
type Program struct {
	keyflow.App
	Module string // directory of its module
}

// side tells uses apart that may be of the same program without anything saying so: a
// Go program that nothing is known to start, and a workload of which the program is not known.
type side int

const (
	goSide side = iota
	manifestSide
)

// held is a use with what only this package needs to know.
type held struct {
	sharedkey.Use
	side     side
	workload string // the app of the manifest that says so
}
