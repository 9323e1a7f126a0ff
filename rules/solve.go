package rules

import (
	"fmt"
	"math/bits"
	"sort"
)

// Solve finds the smallest set of permissions that lets a key call all of the named
// endpoints; of several of one size the least dangerous. The search is exact. An
// endpoint whose permissions are not documented adds none (see Undocumented); an
// unknown name is an error.
func Solve(endpoints []string) (permissions []string, err error) {
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
	return best(sets).codes(), nil
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

// best is the smallest set; its value as a number orders sets of one size by their most
// dangerous members.
func best(sets map[permissionSet]bool) permissionSet {
	all := make([]permissionSet, 0, len(sets))
	for set := range sets {
		all = append(all, set.minimal())
	}
	sort.Slice(all, func(i, j int) bool {
		if n, m := bits.OnesCount32(uint32(all[i])), bits.OnesCount32(uint32(all[j])); n != m {
			return n < m
		}
		return all[i] < all[j]
	})
	return all[0]
}

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
