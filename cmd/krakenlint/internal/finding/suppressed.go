package finding

import "slices"

// Suppressed is a finding that people have accepted. It counts for nothing; it is kept for
// formats in which an auditor looks for who accepted what, and why.
type Suppressed struct {
	Finding
	InPlace bool   // by a comment beside the finding, not by a file
	Reason  string // as it was given
}

// FirstSuppressed drops repetitions in history, as FirstCommits does.
func FirstSuppressed(list []Suppressed) []Suppressed {
	seen := make(map[string]bool)
	var first []Suppressed
	for _, s := range list {
		if s.Commit == nil || !seen[s.Fingerprint] {
			first = append(first, s)
		}
		seen[s.Fingerprint] = true
	}
	return first
}

// SortSuppressed sorts by place.
func SortSuppressed(list []Suppressed) []Suppressed {
	slices.SortStableFunc(list, func(a, b Suppressed) int { return compare(a.Finding, b.Finding) })
	return list
}
