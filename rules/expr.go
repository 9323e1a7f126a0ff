package rules

import (
	"fmt"
	"math/bits"
	"strings"
)

// permissionSet is a set of permissions: bit i is Permissions()[i].
type permissionSet uint32

// The words of an expression that are no permission.
const (
	exprNone         = "none"         // no box is needed
	exprAny          = "any"          // every level of key will do
	exprUndocumented = "undocumented" // Kraken does not say
)

// Expr is a permission expression: alternatives of permissions that are needed together.
type Expr struct {
	text         string
	alternatives []permissionSet
}

// String is the expression as the table spells it.
func (e Expr) String() string { return e.text }

// Undocumented reports that Kraken does not say which permissions are needed.
func (e Expr) Undocumented() bool { return e.text == exprUndocumented }

// Alternatives lists the sets of codes of which any one suffices; an empty set means
// that no permission is needed, no set at all that it is not documented.
func (e Expr) Alternatives() [][]string {
	var all [][]string
	for _, set := range e.alternatives {
		all = append(all, set.codes())
	}
	return all
}

// Allows reports whether a key with the granted codes may call what needs e. It is
// true for what is not documented: nobody can say that the call would fail.
func (e Expr) Allows(granted []string) bool {
	if e.Undocumented() {
		return true
	}
	have := setOf(granted).implied()
	for _, need := range e.alternatives {
		if have&need == need {
			return true
		}
	}
	return false
}

// parseExpr reads "a&b|c": & binds tighter than |.
func parseExpr(text string) (Expr, error) {
	e := Expr{text: text}
	switch text {
	case exprUndocumented:
		return e, nil
	case exprNone, exprAny:
		e.alternatives = []permissionSet{0}
		return e, nil
	}
	for _, alternative := range strings.Split(text, "|") {
		var set permissionSet
		for _, code := range strings.Split(alternative, "&") {
			p, ok := LookupPermission(code)
			if !ok {
				return Expr{}, fmt.Errorf("unknown permission %q in %q", code, text)
			}
			if set&p.bit() != 0 {
				return Expr{}, fmt.Errorf("permission %q stands twice in %q", code, alternative)
			}
			set |= p.bit()
		}
		e.alternatives = append(e.alternatives, set)
	}
	return e, nil
}

// setOf collects known codes; others are left out.
func setOf(codes []string) permissionSet {
	var set permissionSet
	for _, code := range codes {
		if p, ok := LookupPermission(code); ok {
			set |= p.bit()
		}
	}
	return set
}

// codes spells the set out, in the table's order.
func (s permissionSet) codes() []string {
	codes := make([]string, 0, bits.OnesCount32(uint32(s)))
	for _, p := range loadedPermissions().all {
		if s&p.bit() != 0 {
			codes = append(codes, p.Code)
		}
	}
	return codes
}

// implied adds what a level contains: full access to the futures interface may also read.
func (s permissionSet) implied() permissionSet {
	if full := setOf([]string{"general-full"}); s&full != 0 {
		return s | setOf([]string{"general-read"})
	}
	return s
}

// minimal drops what another member already contains; the inverse of implied.
func (s permissionSet) minimal() permissionSet {
	if full := setOf([]string{"general-full"}); s&full != 0 {
		return s &^ setOf([]string{"general-read"})
	}
	return s
}
