package scope

import (
	"strings"

	"github.com/krakenlint/krakenlint/rules"
)

// Precision is how exactly a grant is known, and so how it is compared.
type Precision int

const (
	// Exact grants are compared permission by permission.
	Exact Precision = iota
	// Ladder grants say only the worst that a key may do: read, trade or move funds.
	Ladder
	// Verdict grants say only whether a key may write.
	Verdict
)

// Grant is what a key may do, as somebody or something says.
type Grant struct {
	Permissions []string
	Precision   Precision
	Origin      string // for messages: "the configuration", "its name", …
	Ratchet     bool   // needing more than this fails the check
}

// Use is what the code that holds a key can do with it.
type Use struct {
	Endpoints []string // canonical names, private ones only
	Complete  bool     // no endpoint is unknown
}

// Judgement compares a grant with a use. Excess has the worst first.
type Judgement struct {
	Granted, Used, Excess, Missing []string
	Denied                         []string // endpoints that the grant does not allow
	Undecided                      string   // why not all excess can be told; empty where it can
}

// Judge compares what a key is granted with what its code uses. Excess is only found
// where the use is proved to be all there is; what is missing is certain all the same.
func Judge(g Grant, use Use) (Judgement, error) {
	used, err := rules.SolveFor(use.Endpoints, g.Permissions)
	if err != nil {
		return Judgement{}, err
	}
	j := Judgement{Granted: sorted(g.Permissions), Used: used, Undecided: undecided(use)}
	if j.Undecided == "" {
		j.Excess = reversed(g.excess(use.Endpoints, j.Used))
	}
	if j.Undecided == "" && unknownMessages(use.Endpoints) {
		j.Excess = reversed(only(j.Excess, func(p rules.Permission) bool { return step(p.Class) == 2 }))
		j.Undecided = "it gets a WebSocket token, and what is sent with it is not known"
	}
	j.Denied, j.Missing, err = g.missing(use.Endpoints)
	return j, err
}

// undecided says why the endpoints are not the whole use.
func undecided(use Use) string {
	if !use.Complete {
		return "it asks for endpoints whose names are not known"
	}
	if len(use.Endpoints) == 0 {
		return "no private endpoint is reached"
	}
	if names := rules.Undocumented(use.Endpoints); len(names) > 0 {
		return "Kraken does not say what " + names[0] + " needs"
	}
	return ""
}

// unknownMessages holds for code that gets a WebSocket token while nothing is known that
// needs one. With a token one can read and trade, but not move funds.
func unknownMessages(endpoints []string) bool {
	token := false
	for _, name := range endpoints {
		if strings.HasPrefix(name, "ws1:") || strings.HasPrefix(name, "ws2:") {
			return false
		}
		token = token || name == "/0/private/GetWebSocketsToken"
	}
	return token
}

// excess is what the grant has beyond the use, as far as the grant's precision goes.
func (g Grant) excess(endpoints, used []string) []string {
	unused := only(g.Permissions, func(p rules.Permission) bool { return !rules.Covers(used, p.Code) })
	switch g.Precision {
	case Ladder:
		highest := worstUse(endpoints, used)
		return only(unused, func(p rules.Permission) bool { return step(p.Class) > highest })
	case Verdict:
		if worstUse(endpoints, used) > 0 {
			return nil
		}
		return only(unused, beyondReading)
	}
	return sorted(unused)
}

// missing finds the endpoints that the grant does not allow, and the smallest set of
// permissions that it lacks for them. A name says no more than whether a key may write.
func (g Grant) missing(endpoints []string) (denied, missing []string, err error) {
	if g.Precision == Verdict && len(only(g.Permissions, beyondReading)) > 0 {
		return nil, nil, nil
	}
	for _, name := range endpoints {
		e, ok := rules.LookupEndpoint(name)
		if !ok || e.Permissions.Allows(g.Permissions) || g.Precision == Verdict && !e.Access.Writes() {
			continue
		}
		denied = append(denied, name)
	}
	needed, err := rules.SolveFor(denied, g.Permissions)
	return denied, only(needed, func(p rules.Permission) bool { return !rules.Covers(g.Permissions, p.Code) }), err
}

// worstUse is the highest step of the ladder that the code stands on, by what its
// endpoints do and by what they need: WalletTransfer moves funds with a permission to
// read, WithdrawInfo reads with one to withdraw.
func worstUse(endpoints, used []string) int {
	worst := 0
	for _, name := range endpoints {
		if e, ok := rules.LookupEndpoint(name); ok && !reportsOnly(e) {
			worst = max(worst, map[rules.Access]int{rules.Write: 1, rules.Funding: 2}[e.Access])
		}
	}
	for _, code := range used {
		if p, ok := rules.LookupPermission(code); ok {
			worst = max(worst, step(p.Class))
		}
	}
	return worst
}

// reportsOnly holds for the endpoints that make or delete export reports: they write,
// but nothing that a key for reading should not.
func reportsOnly(e rules.Endpoint) bool { return e.Permissions.String() == "export-data" }

// step is a class's place on the ladder.
func step(c rules.Class) int {
	switch c {
	case rules.ClassRead:
		return 0
	case rules.ClassWrite:
		return 1
	}
	return 2
}

func beyondReading(p rules.Permission) bool { return p.Class != rules.ClassRead }

// only keeps the codes that satisfy the condition, in order of danger.
func only(codes []string, condition func(rules.Permission) bool) []string {
	var kept []string
	for _, code := range sorted(codes) {
		if p, ok := rules.LookupPermission(code); ok && condition(p) {
			kept = append(kept, code)
		}
	}
	return kept
}

func reversed(codes []string) []string {
	out := make([]string, 0, len(codes))
	for i := len(codes) - 1; i >= 0; i-- {
		out = append(out, codes[i])
	}
	return out
}
