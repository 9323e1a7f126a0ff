package scope

import (
	"fmt"
	"strings"

	"github.com/krakenlint/krakenlint/rules"
)

// The origins of a grant, strongest first.
const (
	FromConfig    = "the configuration"
	FromDirective = "krakenlint:permissions"
	FromName      = "its name"
	FromOtherApp  = "another app that uses it"
)

// Declared is a grant by permission codes, from the configuration or a directive.
// An unknown code is an error.
func Declared(origin string, codes []string) (Grant, error) {
	known, err := Codes(codes)
	return Grant{Permissions: known, Precision: Exact, Origin: origin}, err
}

// Scoped is a grant by a scope word, for the given product. An unknown word is an error.
func Scoped(origin, word, product string) (Grant, error) {
	codes, ok := loadedWords().scopes[word]
	if !ok {
		return Grant{}, fmt.Errorf("unknown scope %q; there are %s", word, strings.Join(Scopes(), ", "))
	}
	return Grant{Permissions: ofProduct(codes, product), Precision: Ladder, Origin: origin}, nil
}

// Named is what a key's names say it may do: first that of its source (env:NAME,
// alternatives joined by "|"), then the identifiers that it bears. Identifiers that
// disagree on whether it may write say nothing.
func Named(source string, identifiers []string, product string) (Grant, bool) {
	codes := sourceGrant(source)
	if len(codes) == 0 {
		codes = identifierGrant(identifiers)
	}
	codes = ofProduct(codes, product)
	return Grant{Permissions: codes, Precision: Verdict, Origin: FromName}, len(codes) > 0
}

// sourceGrant reads the names in a source. Those of files are their last element only:
// a directory called trade says nothing. The fingerprint of a literal is no name.
func sourceGrant(source string) []string {
	var codes []string
	for _, alternative := range strings.Split(source, "|") {
		kind, name, ok := strings.Cut(alternative, ":")
		switch {
		case !ok || kind == "literal":
			continue
		case kind == "file":
			name = name[strings.LastIndexAny(name, `/\`)+1:]
		}
		codes = append(codes, nameGrant(name)...)
	}
	return sorted(codes)
}

func identifierGrant(identifiers []string) []string {
	var codes []string
	reads, writes := false, false
	for _, name := range identifiers {
		of := nameGrant(name)
		beyond := len(only(of, beyondReading)) > 0
		writes = writes || beyond
		reads = reads || len(of) > 0 && !beyond
		codes = append(codes, of...)
	}
	if reads && writes {
		return nil
	}
	return sorted(codes)
}

// Shared is what a key must be granted because other apps use it: enough for all their
// endpoints. It is false where none of them writes.
func Shared(endpoints []string) (Grant, bool) {
	writes := false
	for _, name := range endpoints {
		e, ok := rules.LookupEndpoint(name)
		writes = writes || ok && e.Access.Writes() && !reportsOnly(e)
	}
	if !writes {
		return Grant{}, false
	}
	codes, err := rules.Solve(endpoints)
	return Grant{Permissions: codes, Precision: Ladder, Origin: FromOtherApp}, err == nil && len(codes) > 0
}

// ofProduct keeps the codes of one product; an empty or unknown one keeps all.
func ofProduct(codes []string, product string) []string {
	return only(codes, func(p rules.Permission) bool {
		return product != "spot" && product != "futures" || p.Product == product
	})
}

// Product is that of a key by what it is used for; "unknown" where that is nothing or both.
func Product(endpoints []string) string {
	spot, futures := false, false
	for _, name := range endpoints {
		if e, ok := rules.LookupEndpoint(name); ok {
			spot = spot || e.Product != "futures"
			futures = futures || strings.Contains(e.Product, "futures")
		}
	}
	switch {
	case spot && !futures:
		return "spot"
	case futures && !spot:
		return "futures"
	}
	return "unknown"
}
