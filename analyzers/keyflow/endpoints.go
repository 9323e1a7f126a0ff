package keyflow

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
	"github.com/krakenlint/krakenlint/rules"
)

// verdict is what a URL or a message asks for.
type verdict uint8

const (
	nothing verdict = iota // public, or not of Kraken
	private                // a private endpoint, by name
	unclear                // it may be private, but its name is not known
)

// judgeURL finds the endpoint of a URL or a path in which "*" stands for what is not known.
func judgeURL(verb, text string) (string, verdict) {
	if e, ok := rules.LookupPath(verb, text); ok {
		if e.Access == rules.Public {
			return "", nothing
		}
		return e.Name, private
	}
	if whole, ok := strings.CutSuffix(text, "/*"); ok { // a loop that may add no further element
		if e, ok := rules.LookupPath(verb, whole); ok && e.Access != rules.Public {
			return e.Name, private
		}
	}
	if foreignHost(text) {
		return "", nothing
	}
	path, _, _ := strings.Cut(text, "?")
	if _, after, ok := strings.Cut(path, "/public/"); ok && after != "" {
		return "", nothing
	}
	if before, method, ok := strings.Cut(path, "/private/"); ok && !strings.Contains(method, "*") {
		if _, public := rules.LookupPath(verb, before+"/public/"+method); public {
			return "", nothing // one prefix for both, and the name is of the other kind
		}
		return "", unclear
	}
	if strings.Contains(path, "*") || path == "" && text != "" { // of a query alone the path is lost
		return "", unclear
	}
	return "", nothing
}

// judgeEnd finds the endpoint of an address for Kraken whose beginning is not known.
func judgeEnd(verb, text string) (string, verdict) {
	e, ok := rules.LookupEnd(verb, text)
	switch {
	case !ok:
		return "", unclear
	case e.Access == rules.Public:
		return "", nothing
	}
	return e.Name, private
}

// foreignHost tells whether a text names a host that is not Kraken's.
func foreignHost(text string) bool {
	_, rest, ok := strings.Cut(text, "://")
	if !ok {
		return false
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	if host == "" || strings.HasPrefix(host, "*") || strings.HasSuffix(host, "*") {
		return false
	}
	host, _, _ = strings.Cut(host, ":")
	return !strings.HasSuffix(host, "kraken.com") && !strings.HasSuffix(host, "cryptofacilities.com") &&
		host != "localhost" && !strings.HasPrefix(host, "127.")
}

// transportsOf are the WebSocket interfaces in which a key of a message names what is asked for.
var transportsOf = map[string][]string{
	"method":  {"ws2"},
	"channel": {"ws2"},
	"event":   {"ws1", "wsf"},
	"name":    {"ws1"},
	"feed":    {"wsf"},
}

// judgeMessage finds the endpoint that a message names.
func judgeMessage(n solve.Named) (string, verdict) {
	if n.Name == "" {
		if n.Private {
			return "", unclear
		}
		return "", nothing
	}
	for _, transport := range transportsOf[n.Key] {
		if e, ok := rules.LookupMethod(transport, n.Name); ok && e.Access != rules.Public {
			return e.Name, private
		}
	}
	return "", nothing
}
