package permissions

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/analyzers/overscopedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules/scope"
)

// Result is what the comparison has to say.
type Result struct {
	Findings   []finding.Finding
	Incomplete []finding.Incomplete // directives that cannot be understood
	Holdings   []finding.Holding    // every key of every app, sorted
	Undecided  []string             // for --verbose: keys that nothing can be said of, and why
}

// Check compares every key of the apps with what it is granted: by the configuration, a
// directive, its name, or another app that writes with it; the first that says something.
func Check(apps []App, declared []project.Key) Result {
	var r Result
	apps = normalize(apps)
	for _, app := range apps {
		for _, key := range app.Keys {
			if err := r.key(apps, app, key, declared); err != nil {
				r.Incomplete = append(r.Incomplete, finding.Incomplete{Path: key.File, Reason: err.Error()})
			}
		}
	}
	return r
}

// key judges one key of an app. The error tells of a directive that cannot be understood.
func (r *Result) key(apps []App, app App, key Key, declared []project.Key) error {
	grant, ok, grantErr := granted(apps, app, key, declared)
	judgement, err := scope.Judge(grant, overscopedkey.Use(key.Key))
	if err != nil {
		return err
	}
	if !ok {
		judgement = scope.Judgement{Used: judgement.Used}
	}
	r.Holdings = append(r.Holdings, finding.Holding{
		App: shown(app.Name), Source: shown(key.Source), Kind: key.Kind, Product: key.Product, File: shown(key.File), Line: key.Line,
		Endpoints: key.endpoints(), Complete: len(key.Unknown) == 0, Permissions: compared(judgement),
	})
	if ok {
		r.report(app, key, grant, judgement)
	}
	return grantErr
}

// shown is what the drawings show of a name that the scanned code chose.
func shown(name string) string { return redact.Line(redact.Text(name)) }

// report says what is wrong with a key, or why that cannot be told.
func (r *Result) report(app App, key Key, grant scope.Grant, judgement scope.Judgement) {
	if judgement.Undecided != "" {
		r.Undecided = append(r.Undecided, fmt.Sprintf("%s in %s: %s; no more is said about what it may do", key.Source, app.Name, judgement.Undecided))
	}
	if message := judgement.Message(overscopedkey.Name(key.Key), app.Name, grant.Origin); message != "" {
		r.Findings = append(r.Findings, newFinding(app, key, grant, judgement, message))
	}
}

func newFinding(app App, key Key, grant scope.Grant, judgement scope.Judgement, message string) finding.Finding {
	permissions := compared(judgement)
	f := finding.Finding{
		Rule: finding.OverscopedKey, Severity: severity(grant, judgement), Message: message,
		File: key.File, Line: key.Line, Column: key.Column, EndLine: key.EndLine, EndColumn: key.EndColumn,
		Credential:  &finding.Credential{Kind: key.Kind, Product: key.Product, Source: key.Source, Redacted: key.Redacted},
		Apps:        []string{app.Name},
		Endpoints:   key.endpoints(),
		Permissions: &permissions,
	}
	for _, witness := range overscopedkey.Witnesses(key.Key) {
		f.Related = append(f.Related, related(witness))
	}
	return f
}

func compared(j scope.Judgement) finding.Permissions {
	return finding.Permissions{Granted: orEmpty(j.Granted), Used: orEmpty(j.Used), Excess: orEmpty(j.Excess), Missing: j.Missing}
}

// severity is a note where the key is only granted too little: the code will fail, but
// nobody is at risk. Under a ratchet that is what the check is for.
func severity(grant scope.Grant, judgement scope.Judgement) finding.Severity {
	if len(judgement.Excess) == 0 && !grant.Ratchet {
		return finding.Note
	}
	return finding.Warning
}

func related(step keyflow.Step) finding.Related {
	return finding.Related{File: step.File, Line: step.Line, Column: step.Column, Message: step.Message}
}

// granted finds the strongest that is said of a key. An error comes with the next
// strongest.
func granted(apps []App, app App, key Key, declared []project.Key) (scope.Grant, bool, error) {
	if entry, ok := declaration(declared, app, key.Source); ok {
		return fromEntry(entry, overscopedkey.Product(key.Key))
	}
	if grant, ok, err := overscopedkey.Granted(key.Key); ok || err != nil {
		return grant, ok, err
	}
	if app.Excluded || key.Source == "unknown" {
		return scope.Grant{}, false, nil
	}
	if _, ok := scope.Shared(endpointsOf(apps, key.identity(), app.Name)); !ok {
		return scope.Grant{}, false, nil
	}
	grant, ok := scope.Shared(endpointsOf(apps, key.identity(), ""))
	return grant, ok, nil
}

// fromEntry is the grant of an entry of the configuration. One that says nothing about
// permissions grants nothing that could be compared.
func fromEntry(entry project.Key, product string) (scope.Grant, bool, error) {
	var grant scope.Grant
	var err error
	switch {
	case entry.Scope != "":
		grant, err = scope.Scoped(scope.FromConfig, entry.Scope, product)
	case entry.Permissions != nil:
		grant, err = scope.Declared(scope.FromConfig, entry.Permissions)
	default:
		return scope.Grant{}, false, nil
	}
	grant.Ratchet = entry.Ratchet
	return grant, err == nil, err
}

// declaration finds the entry for a key of an app: one that names the app before one for
// all apps, and one for the whole source before one for an alternative of it.
func declaration(declared []project.Key, app App, source string) (project.Key, bool) {
	for _, wanted := range append([]string{source}, strings.Split(source, "|")...) {
		for _, forApp := range []bool{true, false} {
			for _, entry := range declared {
				if entry.Source == wanted && forApp == (len(entry.Apps) > 0) && (!forApp || holds(entry, app)) {
					return entry, true
				}
			}
		}
	}
	return project.Key{}, false
}

// holds tells whether an entry names the app.
func holds(entry project.Key, app App) bool {
	return slices.ContainsFunc(entry.Apps, func(name string) bool { return path.Clean(name) == path.Clean(app.configName()) })
}

// endpointsOf collects what a key is used for in all apps but one.
func endpointsOf(apps []App, identity, except string) []string {
	var names []string
	for _, app := range apps {
		for _, key := range app.Keys {
			if key.identity() == identity && app.Name != except && !app.Excluded {
				names = append(names, key.endpoints()...)
			}
		}
	}
	return names
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
