package inventory

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Result is what a number of inventories say together.
type Result struct {
	Findings     []finding.Finding
	Incomplete   []finding.Incomplete
	Repositories int
	Apps         int
}

// record is a hold on a key under a name that means the same in every repository. It is
// all that is kept of an inventory.
type record struct {
	number, part    int // of the inventory, for a stable order
	repository, app string
	source, private string // only alternatives that mean the same everywhere
	key             Key
}

// Correlate reads inventories and reports the keys that several repositories hold. Those
// that the apps of one repository share are for krakenlint check there.
func Correlate(sources []source) (Result, error) {
	var result Result
	var records []record
	repositories, words := map[string]bool{}, vocabulary{}
	unread, err := readAll(sources, func(number, part int, inv Inventory) {
		repositories[inv.Repository] = true
		result.Apps += len(inv.Apps)
		for _, i := range inv.Incomplete {
			result.Incomplete = append(result.Incomplete, finding.Incomplete{Path: inv.Repository + "/" + i.Path, Reason: i.Reason})
		}
		for _, r := range inv.records(number, part) {
			records = append(records, words.intern(r))
		}
	})
	if err != nil {
		return Result{}, err
	}
	result.Incomplete = append(result.Incomplete, unread...)
	result.Repositories = len(repositories)
	slices.SortStableFunc(records, func(a, b record) int { return cmp.Or(a.number-b.number, a.part-b.part) })
	result.Findings = findings(records)
	return result, nil
}

// vocabulary keeps one copy of each text that many inventories have in common: names of
// apps, files and endpoints.
type vocabulary map[string]string

func (v vocabulary) word(s string) string {
	if known, ok := v[s]; ok {
		return known
	}
	v[s] = s
	return s
}

func (v vocabulary) intern(r record) record {
	r.repository, r.app = v.word(r.repository), v.word(r.app)
	r.key.Source, r.key.PrivateSource = "", "" // source and private have what counts of them
	r.key.File, r.key.Redacted = v.word(r.key.File), v.word(r.key.Redacted)
	for i, endpoint := range r.key.Endpoints {
		r.key.Endpoints[i] = v.word(endpoint)
	}
	return r
}

// records lists the holds of an inventory: of its apps, and of the literals in none.
func (inv Inventory) records(number, part int) []record {
	var list []record
	held := map[string]bool{}
	for _, app := range inv.Apps {
		for _, key := range app.Keys {
			r := record{number: number, part: part, repository: inv.Repository, app: app.App, source: everywhere(key.Source), private: everywhere(key.PrivateSource), key: key}
			if r.source != "" || r.private != "" {
				list = append(list, r)
			}
			for name := range strings.SplitSeq(r.source+"|"+r.private, "|") {
				held[name] = true
			}
		}
	}
	for _, l := range inv.Literals {
		source := "literal:" + l.Fingerprint
		if held[source] {
			continue
		}
		key := Key{Source: source, Kind: l.Kind, Product: l.Product, Redacted: l.Redacted, File: l.File, Line: l.Line, Column: l.Column}
		list = append(list, record{number: number, part: part, repository: inv.Repository, app: l.File, source: source, key: key})
	}
	return list
}

// local are secret stores that belong to one repository or one machine.
var local = []string{"secret:github/", "secret:gitlab/", "secret:docker/"}

// everywhere keeps the alternatives of a source that mean the same in every repository.
func everywhere(source string) string {
	var kept []string
	for name := range strings.SplitSeq(source, "|") {
		isLocal := slices.ContainsFunc(local, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
		if strings.HasPrefix(name, "literal:") || strings.HasPrefix(name, "secret:") && !isLocal {
			kept = append(kept, name)
		}
	}
	return strings.Join(kept, "|")
}

// findings joins the records whose names stand in several repositories.
func findings(records []record) []finding.Finding {
	first, several := map[string]string{}, map[string]bool{}
	names := func(r record, visit func(name string)) {
		for name := range strings.SplitSeq(r.source+"|"+r.private, "|") {
			visit(name)
		}
	}
	for _, r := range records {
		names(r, func(name string) {
			if seen, ok := first[name]; !ok {
				first[name] = r.repository
			} else if seen != r.repository {
				several[name] = true
			}
		})
	}
	var uses []sharedkey.Use
	for _, r := range records {
		shared := false
		names(r, func(name string) { shared = shared || name != "" && several[name] })
		if shared {
			uses = append(uses, r.use())
		}
	}
	list := []finding.Finding{}
	for _, shared := range sharedkey.Join(uses) {
		if len(repositoriesOf(shared)) > 1 {
			list = append(list, report(shared))
		}
	}
	return list
}

// use is a record in the terms of the join. Scope carries the repository.
func (r record) use() sharedkey.Use {
	k := r.key
	use := sharedkey.Use{App: r.repository + ":" + r.app, Scope: r.repository, Source: r.source, PrivateSource: r.private, Kind: k.Kind, Product: k.Product,
		Redacted: k.Redacted, Endpoints: k.Endpoints, Complete: k.Complete,
		Place: keyflow.Place{File: path.Join(r.repository, k.File), Line: k.Line, Column: k.Column, EndLine: k.Line, EndColumn: k.Column}}
	if use.Source == "" { // only the private half is known everywhere
		use.Source, use.PrivateSource, use.Kind, use.Redacted = r.private, "", credential.PrivateKey, credential.Redact(credential.PrivateKey, "")
	}
	use.Given = "the key from " + sharedkey.Describe(use.Source)
	return use
}

func repositoriesOf(s sharedkey.Shared) []string {
	var list []string
	for _, use := range s.Uses {
		list = append(list, use.Scope)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// report is the finding for a key of several repositories.
func report(s sharedkey.Shared) finding.Finding {
	first := s.Uses[0]
	f := finding.Finding{Rule: finding.SharedKey, Severity: finding.Warning, Apps: slices.Clone(s.Apps),
		Message: fmt.Sprintf("%s; it is held in %d repositories", s.Message(), len(repositoriesOf(s))),
		File:    first.File, Line: first.Line, Column: first.Column, EndLine: first.EndLine, EndColumn: first.EndColumn,
		Credential: &finding.Credential{Kind: first.Kind, Product: s.Product(), Source: first.Source, Redacted: first.Redacted}}
	for _, site := range s.Sites() {
		f.Related = append(f.Related, finding.Related{File: site.File, Line: site.Line, Column: site.Column, Message: site.Message})
	}
	return f
}
