package sharing

import (
	"slices"

	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Apps counts the programs, and the workloads that are given a key and run none of them.
func Apps(in Input) int {
	apps := map[string]bool{}
	for _, p := range in.programs() {
		apps[p.Dir] = true
	}
	for _, h := range resolveAll(in) {
		apps[h.App] = true
	}
	return len(apps)
}

// Findings reports each key that several apps hold, once.
func Findings(in Input) []finding.Finding {
	var list []finding.Finding
	for _, shared := range Join(in) {
		list = append(list, report(shared))
	}
	return list
}

// Join groups the uses of a tree by key.
func Join(in Input) []sharedkey.Shared {
	all := resolveAll(in)
	sides := map[string]map[side]bool{}
	uses := make([]sharedkey.Use, 0, len(all))
	for _, h := range all {
		uses = append(uses, h.Use)
		if sides[h.App] == nil {
			sides[h.App] = map[side]bool{}
		}
		sides[h.App][h.side] = true
		if h.workload != "" { // what a manifest starts is not what another one starts
			sides[h.App][manifestSide] = true
		}
	}
	var list []sharedkey.Shared
	for _, shared := range sharedkey.Join(uses) {
		if shared, ok := credible(shared, sides); ok {
			list = append(list, shared)
		}
	}
	return list
}

// ProgramKey names a key of a Go program: the program's directory and the source as its
// code says.
type ProgramKey struct{ Dir, Source string }

// Identities gives the keys that Go programs share names, the same for the same key.
// Keys that are not in the map are nobody else's.
func Identities(in Input) map[ProgramKey]string {
	names := map[ProgramKey]string{}
	for _, shared := range Join(in) {
		first := shared.Uses[0]
		for _, use := range shared.Uses {
			if key := (ProgramKey{use.Program, use.Taken}); use.Program != "" && names[key] == "" {
				names[key] = first.App + " " + first.Source
			}
		}
	}
	return names
}

// credible takes out what may be one program counted twice: a Go program that no manifest
// is known to start and a workload of which the program is not known, with nothing in common but a variable's name.
func credible(s sharedkey.Shared, sides map[string]map[side]bool) (sharedkey.Shared, bool) {
	if s.Lasting() {
		return s, true
	}
	var kept []string
	for _, which := range []side{goSide, manifestSide} {
		var apps []string
		for _, app := range s.Apps {
			if sides[app][which] {
				apps = append(apps, app)
			}
		}
		if len(apps) > 1 {
			kept = append(kept, apps...)
		}
	}
	slices.Sort(kept)
	kept = slices.Compact(kept)
	s.Uses = slices.DeleteFunc(s.Uses, func(u sharedkey.Use) bool { return !slices.Contains(kept, u.App) })
	s.Apps = kept
	return s, len(kept) > 1
}

// report is the finding for a shared key: at the first app's use, the others related.
func report(s sharedkey.Shared) finding.Finding {
	first := s.Uses[0]
	f := finding.Finding{Rule: finding.SharedKey, Severity: finding.Warning, Message: s.Message(), Apps: slices.Clone(s.Apps),
		File: first.File, Line: first.Line, Column: first.Column, EndLine: first.EndLine, EndColumn: first.EndColumn,
		Credential: &finding.Credential{Kind: first.Kind, Product: s.Product(), Source: first.Source, Redacted: first.Redacted}}
	seen := map[finding.Related]bool{}
	for _, site := range s.Sites() {
		related := finding.Related{File: site.File, Line: site.Line, Column: site.Column, Message: site.Message}
		if !seen[related] {
			seen[related] = true
			f.Related = append(f.Related, related)
		}
	}
	for _, use := range s.Uses {
		f.Endpoints = append(f.Endpoints, use.Endpoints...)
	}
	slices.Sort(f.Endpoints)
	f.Endpoints = slices.Compact(f.Endpoints)
	return f
}
