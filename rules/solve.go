package rules

import (
	"fmt"
	"math/bits"
	"slices"
)

// Solve finds the smallest set of permissions that lets a key call all of the named
// endpoints; of several of one size the least dangerous. The search is exact. An
// endpoint whose permissions are not documented adds none (see Undocumented); an
// unknown name is an error.
func Solve(endpoints []string) (permissions []string, err error) {
	return SolveFor(endpoints, nil)
}

// SolveFor is Solve for a key that is granted something already: of sets that are
// equally small and differ only in what may be read, it takes the one that is granted
// most of. QueryOrders needs one of two permissions, and either is as good.
func SolveFor(endpoints, granted []string) (permissions []string, err error) {
	needs, err := distinctNeeds(endpoints)
	if err != nil {
		return nil, err
	}
	sets := map[permissionSet]bool{0: true}
	for _, alternatives := range needs {
		next := map[permissionSet]bool{}
		for set := range sets {
			for _, need := range alternatives {
				next[(set | need).implied()] = true
			}
		}
		sets = next
	}
	return best(sets, setOf(granted).implied()).codes(), nil
}

// Covers reports whether a key with the granted codes may do what code stands for.
func Covers(granted []string, code string) bool {
	p, ok := LookupPermission(code)
	return ok && setOf(granted).implied()&p.bit() != 0
}

// distinctNeeds collects the alternatives of each endpoint, each expression once.
func distinctNeeds(endpoints []string) ([][]permissionSet, error) {
	seen := map[string]bool{}
	var needs [][]permissionSet
	for _, name := range endpoints {
		e, ok := LookupEndpoint(name)
		if !ok {
			return nil, fmt.Errorf("unknown endpoint %q", name)
		}
		if text := e.Permissions.String(); !seen[text] && !e.Permissions.Undocumented() {
			seen[text] = true
			needs = append(needs, e.Permissions.alternatives)
		}
	}
	return needs, nil
}

// best is the smallest set, then the one whose writing members are the least dangerous
// (a set's value as a number orders sets by their worst members), then the one with the
// fewest members that are not granted.
func best(sets map[permissionSet]bool, granted permissionSet) permissionSet {
	rank := func(s permissionSet) [4]int {
		return [4]int{size(s), int(s &^ loadedPermissions().reading), size(s &^ granted), int(s)}
	}
	all := make([]permissionSet, 0, len(sets))
	for set := range sets {
		all = append(all, set.minimal())
	}
	return slices.MinFunc(all, func(a, b permissionSet) int {
		rankA, rankB := rank(a), rank(b)
		return slices.Compare(rankA[:], rankB[:])
	})
}

func size(s permissionSet) int { return bits.OnesCount32(uint32(s)) }

// Undocumented lists those of the named endpoints for which Kraken does not say which
// permissions they need. Where there is one, the set that Solve gives may be too small.
func Undocumented(endpoints []string) []string {
	var names []string
	for _, name := range endpoints {
		if e, ok := LookupEndpoint(name); ok && e.Permissions.Undocumented() {
			names = append(names, name)
		}
	}
	return names
}
