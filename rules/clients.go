package rules

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed clients.tsv
var clientsText string

//go:embed calls.tsv
var callsText string

// Client is a client of Kraken whose code does not say what it asks for, because it was
// generated and finds its endpoints in data.
type Client struct {
	Package  string    // end of the import path, without versions
	Types    []string  // its types
	Init     string    // the method that takes the key from a map
	Entries  [2]string // of that map: API key, private key
	Fields   [2]string // of the types: API key, private key
	Headers  [2]string // of a request: that of the API key, that of the signature
	Futures  bool
	calls    map[string][]string
	patterns []*regexp.Regexp // methods of which it is not known what they ask for
}

// clients is the loaded table.
var clients = sync.OnceValue(func() []Client {
	return must(loadClients(clientsText, callsText))
})

// versions are the elements of an import path that name a major version.
var versions = regexp.MustCompile(`/v[0-9]+(/|$)`)

// GeneratedClients lists the generated clients of a package, by its import path.
func GeneratedClients(path string) []Client {
	path = strings.TrimSuffix(versions.ReplaceAllString(path, "/"), "/")
	var found []Client
	for _, c := range clients() {
		if path == c.Package || strings.HasSuffix(path, "/"+c.Package) {
			found = append(found, c)
		}
	}
	return found
}

// Asks lists the private endpoints that a method asks for. known is false for a method
// that the table does not have, and that may ask for any.
func (c Client) Asks(method string) (endpoints []string, known bool) {
	endpoints, listed := c.calls[method]
	return endpoints, listed || !slices.ContainsFunc(c.patterns, func(p *regexp.Regexp) bool { return p.MatchString(method) })
}

func loadClients(clientsText, callsText string) ([]Client, error) {
	calls, patterns, err := loadCalls(callsText)
	if err != nil {
		return nil, err
	}
	rows, err := ReadTable("rules/clients.tsv", clientsText, "package types init entries fields headers product calls")
	if err != nil {
		return nil, err
	}
	var all []Client
	for _, r := range rows {
		entries, fields, headers := strings.Fields(r.Cells[3]), strings.Fields(r.Cells[4]), strings.Fields(r.Cells[5])
		switch {
		case len(entries) != 2 || len(fields) != 2 || len(headers) != 2:
			return nil, r.Errorf("want two entries, fields and headers each, have %q, %q and %q", r.Cells[3], r.Cells[4], r.Cells[5])
		case r.Cells[6] != "spot" && r.Cells[6] != "futures":
			return nil, r.Errorf("unknown product %q", r.Cells[6])
		case calls[r.Cells[7]] == nil:
			return nil, r.Errorf("calls.tsv has no row of %q", r.Cells[7])
		}
		all = append(all, Client{
			Package: r.Cells[0], Types: strings.Fields(r.Cells[1]), Init: r.Cells[2], Futures: r.Cells[6] == "futures",
			Entries: [2]string(entries), Fields: [2]string(fields), Headers: [2]string(headers),
			calls: calls[r.Cells[7]], patterns: patterns[r.Cells[7]],
		})
	}
	return all, nil
}

// loadCalls reads what methods ask for, by client. The endpoints "-" are none, "?" any:
// then the methods are patterns.
func loadCalls(text string) (map[string]map[string][]string, map[string][]*regexp.Regexp, error) {
	rows, err := ReadTable("rules/calls.tsv", text, "client endpoints methods")
	if err != nil {
		return nil, nil, err
	}
	calls, patterns := map[string]map[string][]string{}, map[string][]*regexp.Regexp{}
	for _, r := range rows {
		client, methods := r.Cells[0], strings.Fields(r.Cells[2])
		if r.Cells[1] == "?" {
			for _, m := range methods {
				pattern, err := regexp.Compile("^(?:" + m + ")")
				if err != nil {
					return nil, nil, r.Errorf("bad pattern %q: %v", m, err)
				}
				patterns[client] = append(patterns[client], pattern)
			}
			continue
		}
		endpoints, err := endpointList(r, r.Cells[1])
		if err != nil {
			return nil, nil, err
		}
		if calls[client] == nil {
			calls[client] = map[string][]string{}
		}
		for _, m := range methods {
			if _, ok := calls[client][m]; ok {
				return nil, nil, r.Errorf("method %s of %s stands twice", m, client)
			}
			calls[client][m] = endpoints
		}
	}
	return calls, patterns, nil
}

// endpointList reads names of private endpoints, separated by commas.
func endpointList(r Row, cell string) ([]string, error) {
	if cell == "-" {
		return nil, nil
	}
	names := strings.Split(cell, ", ")
	for _, name := range names {
		if e, ok := LookupEndpoint(name); !ok || e.Access == Public {
			return nil, r.Errorf("%q is no private endpoint", name)
		}
	}
	return names, nil
}
