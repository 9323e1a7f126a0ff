package sharedkey

import (
	"cmp"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Use is one app's hold on one key.
type Use struct {
	App string // as in reports: cmd/bot, docker-compose.yml#bot
	// Source and PrivateSource are as in keyflow.Key: alternatives joined by "|".
	Source, PrivateSource string
	Kind                  credential.Kind // the half that Source is of
	Product               credential.Product
	Redacted              string // for literals
	keyflow.Place                // where the app takes the key
	// Site is where the app itself uses the key, if that is another place: the last step in
	// its own code on the way to a request.
	Site      keyflow.Place
	Endpoints []string
	Complete  bool // Endpoints are all there are
	// Program and Taken are the Go program's directory and the source as its code says,
	// where App and Source say which deployment it is and what that is given.
	Program, Taken string
	GivenAt        keyflow.Place // in a manifest, where that is another place
	Given          string        // what a manifest gives to the app, in words; empty where the code alone speaks
	// Scope sets apart what is only meaningful in one place: config keys and relative
	// files of one module are not those of another.
	Scope string
	// Declared names the key that the configuration says this is, where it says of several
	// keys that they have the same source.
	Declared string
}

// Shared is one key that several apps hold.
type Shared struct {
	Apps []string // sorted
	Uses []Use    // sorted by app and place; the first is where the key is reported
}

// Join groups uses by key and returns the keys with more than one app. Two uses are of
// one key when their sources resolve to the same one: where an alternative of both is
// what one of them takes first, or is a literal. The halves of a pair count as one: API keys are
// compared, and private keys only where the API key of one is not known.
func Join(uses []Use) []Shared {
	groups := make(union, len(uses))
	for i := range groups {
		groups[i] = i
	}
	for _, members := range buckets(uses, apiAtoms) {
		groups.join(members)
	}
	for _, members := range buckets(uses, privateAtoms) {
		if slices.ContainsFunc(members, func(i int) bool { return uses[i].Kind == credential.PrivateKey }) {
			groups.join(members)
		}
	}
	byRoot := map[int][]Use{}
	for i, use := range uses {
		root := groups.find(i)
		byRoot[root] = append(byRoot[root], use)
	}
	var shared []Shared
	for _, group := range byRoot {
		if s := newShared(group); len(s.Apps) > 1 {
			shared = append(shared, s)
		}
	}
	slices.SortFunc(shared, func(a, b Shared) int { return compareUses(a.Uses[0], b.Uses[0]) })
	return shared
}

func newShared(group []Use) Shared {
	slices.SortStableFunc(group, compareUses)
	s := Shared{Uses: group}
	for _, use := range group {
		s.Apps = append(s.Apps, use.App)
	}
	s.Apps = slices.Compact(s.Apps)
	return s
}

func compareUses(a, b Use) int {
	return cmp.Or(strings.Compare(a.App, b.App), cmp.Compare(a.Kind, b.Kind), strings.Compare(a.File, b.File),
		a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Source, b.Source))
}

// atom is one alternative of a source.
type atom struct {
	name  string
	first bool // what is taken first
}

// apiAtoms are the alternatives of a use's API key; none where only its private half is known.
func apiAtoms(u Use) []atom {
	if u.Kind == credential.PrivateKey {
		return nil
	}
	return u.atoms(u.Source)
}

func privateAtoms(u Use) []atom {
	if u.Kind == credential.PrivateKey {
		return u.atoms(u.Source)
	}
	return u.atoms(u.PrivateSource)
}

// atoms splits a source. Flags are each program's own and what is unknown equals
// nothing: both are left out.
func (u Use) atoms(source string) []atom {
	var list []atom
	for name := range strings.SplitSeq(source, "|") {
		scheme, rest, _ := strings.Cut(name, ":")
		if name == "" || scheme == "flag" || scheme == "unknown" {
			continue
		}
		if scheme == "config" || scheme == "file" && !strings.HasPrefix(rest, "/") {
			name = u.Scope + "\x00" + name
		}
		list = append(list, atom{name, len(list) == 0})
	}
	return list
}

// buckets lists, for each alternative that makes uses equal, the uses that have it.
func buckets(uses []Use, atoms func(Use) []atom) map[string][]int {
	members := map[string][]int{}
	decisive := map[string]bool{}
	for i, use := range uses {
		for _, a := range atoms(use) {
			key := use.Declared + "\x00" + a.name
			members[key] = append(members[key], i)
			if a.first || strings.HasPrefix(a.name, "literal:") {
				decisive[key] = true
			}
		}
	}
	for key := range members {
		if !decisive[key] {
			delete(members, key)
		}
	}
	return members
}

// union is a disjoint-set forest over indices.
type union []int

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(members []int) {
	for _, i := range members[1:] {
		if a, b := u.find(members[0]), u.find(i); a != b {
			u[max(a, b)] = min(a, b)
		}
	}
}

// Lasting tells whether the source means the same everywhere: a literal, a secret of a
// store. A variable's name is one for each place.
func (s Shared) Lasting() bool {
	for _, use := range s.Uses {
		for _, source := range []string{use.Source, use.PrivateSource} {
			if !strings.HasPrefix(source, "literal:") && !strings.HasPrefix(source, "secret:") {
				continue
			}
			return true
		}
	}
	return false
}

// Product is the product of the first use that knows it.
func (s Shared) Product() credential.Product {
	for _, use := range s.Uses {
		if use.Product != "" && use.Product != credential.UnknownProduct {
			return use.Product
		}
	}
	return credential.UnknownProduct
}
