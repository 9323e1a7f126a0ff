// Package permissions compares what keys may do with what the apps that hold them can
// use: as findings for `krakenlint check`, as a table for `krakenlint permissions`, and
// as entries for the configuration.
package permissions

import (
	"cmp"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
)

// App is a program with the keys that it holds.
type App struct {
	Name       string // as reports name it: cmd/bot, "." for the root
	ConfigName string // as the configuration names it: relative to its directory; empty means Name
	Excluded   bool   // an example or the like, whose use of a key says nothing about others
	Keys       []Key
}

// configName is what entries of the configuration call the app.
func (a App) configName() string {
	if a.ConfigName != "" {
		return a.ConfigName
	}
	return a.Name
}

// Key is a key as an app holds it.
type Key struct {
	keyflow.Key
	// Identity is the same for two apps where they hold one key. A deployment manifest
	// may tell apart keys that the code calls by one name, and the other way round; empty
	// means that the source decides.
	Identity string
}

// Rename gives the files of a key's places other names.
func Rename(key keyflow.Key, name func(path string) string) keyflow.Key {
	key.File = name(key.File)
	key.Uses, key.Unknown = rename(key.Uses, name), rename(key.Unknown, name)
	key.Endpoints = slices.Clone(key.Endpoints)
	for i := range key.Endpoints {
		key.Endpoints[i].Witness = rename(key.Endpoints[i].Witness, name)
	}
	return key
}

func rename(steps []keyflow.Step, name func(path string) string) []keyflow.Step {
	steps = slices.Clone(steps)
	for i := range steps {
		steps[i].File = name(steps[i].File)
	}
	return steps
}

// identity names the key across apps.
func (k Key) identity() string {
	if k.Identity != "" {
		return k.Identity
	}
	return k.Source
}

// endpoints are the names of what the key is used for.
func (k Key) endpoints() []string {
	var names []string
	for _, e := range k.Endpoints {
		names = append(names, e.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// normalize puts apps and their keys in a fixed order and joins the keys that an app takes
// from one source in several places: they are one key.
func normalize(apps []App) []App {
	apps = slices.Clone(apps)
	slices.SortStableFunc(apps, func(a, b App) int { return strings.Compare(a.Name, b.Name) })
	for i := range apps {
		keys := slices.Clone(apps[i].Keys)
		slices.SortStableFunc(keys, func(a, b Key) int {
			return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		apps[i].Keys = nil
		for _, key := range keys {
			if last := len(apps[i].Keys) - 1; last >= 0 && apps[i].Keys[last].Source == key.Source {
				apps[i].Keys[last] = join(apps[i].Keys[last], key)
				continue
			}
			apps[i].Keys = append(apps[i].Keys, key)
		}
	}
	return apps
}

// join adds the use of b to a, which stays where it is.
func join(a, b Key) Key {
	a.Endpoints = joinEndpoints(a.Endpoints, b.Endpoints)
	a.Uses = slices.Concat(a.Uses, b.Uses)
	a.Unknown = slices.Concat(a.Unknown, b.Unknown)
	a.Directive = slices.Concat(a.Directive, b.Directive)
	a.Names = slices.Concat(a.Names, b.Names)
	return a
}

// joinEndpoints keeps the better witness of each endpoint.
func joinEndpoints(a, b []keyflow.Endpoint) []keyflow.Endpoint {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y keyflow.Endpoint) int {
		return cmp.Or(strings.Compare(x.Name, y.Name), cmp.Compare(dynamic(x.Witness), dynamic(y.Witness)), cmp.Compare(len(x.Witness), len(y.Witness)))
	})
	return slices.CompactFunc(all, func(x, y keyflow.Endpoint) bool { return x.Name == y.Name })
}

// dynamic counts the steps through interfaces and function values.
func dynamic(steps []keyflow.Step) int {
	n := 0
	for _, s := range steps {
		if s.Dynamic {
			n++
		}
	}
	return n
}
