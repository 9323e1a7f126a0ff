package rules

import (
	_ "embed"
	"net/url"
	"strings"
	"sync"
)

//go:embed endpoints.tsv
var endpointsTable string

// Access says what a call does to the account.
type Access string

// The kinds of access, from harmless to worst.
const (
	Public  Access = "public"  // needs no key
	Read    Access = "read"    // looks, changes nothing
	Write   Access = "write"   // orders, settings, reports, credentials
	Funding Access = "funding" // moves money, or decides where it may go
)

// rank orders kinds of access.
func (a Access) rank() int {
	switch a {
	case Read:
		return 1
	case Write:
		return 2
	case Funding:
		return 3
	}
	return 0
}

// Writes reports whether the call changes something.
func (a Access) Writes() bool { return a == Write || a == Funding }

// Endpoint is one thing that Kraken can be asked for.
type Endpoint struct {
	Name        string // canonical: "/0/private/AddOrder", "ws2:add_order", "/funding/v1/addresses (POST)"
	Product     string
	Transport   string // rest, ws1, ws2, wsf, fix
	Verb        string // of HTTP; for FIX the MsgType
	Access      Access
	Permissions Expr
	Notes       string
	Source      string // the page it was read from
}

// path is the name of a REST endpoint without the verb in brackets.
func (e Endpoint) path() string {
	path, _, _ := strings.Cut(e.Name, " (")
	return path
}

// method is the name of a WebSocket or FIX endpoint without the transport.
func (e Endpoint) method() string {
	_, method, _ := strings.Cut(e.Name, ":")
	return method
}

var loadedEndpoints = sync.OnceValue(func() *endpointIndex {
	return must(loadEndpoints("rules/endpoints.tsv", endpointsTable))
})

// Endpoints lists all endpoints in the table's order. The slice is the caller's.
func Endpoints() []Endpoint {
	return append([]Endpoint(nil), loadedEndpoints().all...)
}

// LookupEndpoint finds an endpoint by its canonical name.
func LookupEndpoint(name string) (Endpoint, bool) {
	index := loadedEndpoints()
	i, ok := index.byName[name]
	if !ok {
		return Endpoint{}, false
	}
	return index.all[i], true
}

var (
	endpointProducts   = words("spot", "otc", "pay", "prime", "custody", "embed", "oauth", "futures", "spot+futures")
	endpointTransports = words("rest", "ws1", "ws2", "wsf", "fix")
	httpVerbs          = words("GET", "POST", "PUT", "DELETE")
	endpointAccess     = words(string(Public), string(Read), string(Write), string(Funding))
)

func loadEndpoints(file, text string) (*endpointIndex, error) {
	rows, err := ReadTable(file, text, "name product transport verb access permissions source note")
	if err != nil {
		return nil, err
	}
	index := newEndpointIndex()
	verbs := map[string]int{} // path -> rows, to see where the verb decides
	for _, r := range rows {
		e, err := parseEndpoint(r)
		if err != nil {
			return nil, err
		}
		if !index.add(e) {
			return nil, r.Errorf("endpoint %q stands in an earlier row", e.Name)
		}
		verbs[e.path()]++
	}
	for i, e := range index.all {
		if bracketed := strings.HasSuffix(e.Name, " ("+e.Verb+")"); e.Transport == "rest" && bracketed != (verbs[e.path()] > 1) {
			return nil, rows[i].Errorf("%q: the verb stands in brackets where, and only where, a path has several", e.Name)
		}
	}
	return index, nil
}

func parseEndpoint(r Row) (Endpoint, error) {
	c := r.Cells
	e := Endpoint{Name: c[0], Product: c[1], Transport: c[2], Verb: c[3], Access: Access(c[4]), Source: c[6], Notes: c[7]}
	switch {
	case !endpointProducts[e.Product]:
		return e, r.Errorf("unknown product %q", e.Product)
	case !endpointTransports[e.Transport]:
		return e, r.Errorf("unknown transport %q", e.Transport)
	case !endpointAccess[c[4]]:
		return e, r.Errorf("unknown access %q", c[4])
	case e.Access == Public && c[5] != exprNone:
		return e, r.Errorf("a public endpoint needs no permission, not %q", c[5])
	}
	if err := checkName(r, e); err != nil {
		return e, err
	}
	if u, err := url.Parse(e.Source); err != nil || u.Scheme != "https" || u.Host == "" {
		return e, r.Errorf("source %q is no https address", e.Source)
	}
	var err error
	if e.Permissions, err = parseExpr(c[5]); err != nil {
		return e, r.Errorf("%v", err)
	}
	return e, nil
}

// checkName sees that name and verb suit the transport.
func checkName(r Row, e Endpoint) error {
	switch e.Transport {
	case "rest":
		if !strings.HasPrefix(e.Name, "/") || strings.HasSuffix(e.Name, "/") {
			return r.Errorf("name %q: want a path without a slash at its end", e.Name)
		}
		if !httpVerbs[e.Verb] && (e.Verb != "" || !strings.HasSuffix(e.Name, "/{path...}")) {
			return r.Errorf("unknown verb %q", e.Verb)
		}
	case "fix":
		if len(e.Verb) != 1 {
			return r.Errorf("MsgType %q: want one character", e.Verb)
		}
	default:
		if e.Verb != "" {
			return r.Errorf("a WebSocket message has no verb, not %q", e.Verb)
		}
	}
	if e.Transport != "rest" && (!strings.HasPrefix(e.Name, e.Transport+":") || e.method() == "") {
		return r.Errorf("name %q: want %s: and a method", e.Name, e.Transport)
	}
	return nil
}
