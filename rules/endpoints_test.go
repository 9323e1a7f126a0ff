package rules

import (
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEveryRow sees that each row is found by its own name, path and method, and that
// its words are what the rest of the program counts on.
func TestEveryRow(t *testing.T) {
	if n := len(Endpoints()); n < 240 {
		t.Fatalf("%d endpoints, the table has lost rows", n)
	}
	for _, e := range Endpoints() {
		t.Run(e.Name, func(t *testing.T) {
			for how, got := range lookups(e) {
				if got.Name != e.Name {
					t.Errorf("%s finds %q", how, got.Name)
				}
			}
			if e.Access == Public && len(must(Solve([]string{e.Name}))) != 0 {
				t.Errorf("public, but needs permissions")
			}
			if set := must(Solve([]string{e.Name})); !e.Permissions.Allows(set) {
				t.Errorf("the smallest set %q does not allow it", set)
			}
		})
	}
}

// lookups are all ways in which code may spell an endpoint.
func lookups(e Endpoint) map[string]Endpoint {
	found := map[string]Endpoint{}
	find := func(how string, got Endpoint, _ bool) { found[how] = got }
	by := func(how string) func(Endpoint, bool) {
		return func(got Endpoint, ok bool) { find(how, got, ok) }
	}
	by("name")(LookupEndpoint(e.Name))
	if e.Transport != "rest" {
		by("method")(LookupMethod(e.Transport, e.method()))
		if e.Transport == "fix" {
			by("MsgType")(LookupMethod("fix", e.Verb))
		}
		return found
	}
	path := e.path()
	concrete := strings.NewReplacer("{tradeable}", "PI_XBTUSD", "{path...}", "a/b").Replace(path)
	for _, spelling := range []string{
		path, concrete, path + "/", "https://api.kraken.com" + concrete + "?asset=XBT&nonce=1", strings.ToLower(concrete), strings.ToUpper(concrete),
		"wss://%s" + path, "*" + path, strings.TrimPrefix(path, "/"), "//" + path, strings.TrimPrefix(path, "/derivatives"),
		strings.Replace(path, "/0/", "/%s/", 1), strings.TrimPrefix(path, "/0"), path + "#x",
	} {
		by(spelling)(LookupPath(e.Verb, spelling))
	}
	if bare, ok := strings.CutPrefix(path, "/0/private/"); ok {
		by("bare name")(LookupMethod("spot", bare))
	}
	if bare, ok := strings.CutPrefix(path, "/derivatives/api/v3/"); ok && !strings.HasSuffix(e.Name, ")") {
		by("bare name")(LookupMethod("futures", bare))
	}
	return found
}

func TestLookupPath(t *testing.T) {
	for _, test := range []struct{ verb, path, want string }{
		{"", "/0/private/AddOrder", "/0/private/AddOrder"},
		{"GET", "https://api.kraken.com/0/private/AddOrder?x=1", "/0/private/AddOrder"},
		{"POST", "https://proxy.example.com/kraken/0/private/Balance", "/0/private/Balance"},
		{"PUT", "/derivatives/api/v3/leveragepreferences", "/derivatives/api/v3/leveragepreferences (PUT)"},
		{"get", "/api/v3/leveragepreferences?symbol=PF_XBTUSD", "/derivatives/api/v3/leveragepreferences (GET)"},
		{"", "/api/v3/leveragepreferences", "/derivatives/api/v3/leveragepreferences (PUT)"},
		{"POST", "/derivatives/api/v3/pnlpreferences", "/derivatives/api/v3/pnlpreferences (PUT)"},
		{"DELETE", "/funding/v1/addresses/ABC-123", "/funding/v1/addresses/{id} (DELETE)"},
		{"GET", "/derivatives/api/v3/instruments/status", "/derivatives/api/v3/instruments/status"},
		{"GET", "/derivatives/api/v3/instruments/PI_XBTUSD/status", "/derivatives/api/v3/instruments/{symbol}/status"},
		{"GET", "/derivatives/api/v3/rfqs/open-offers", "/derivatives/api/v3/rfqs/open-offers"},
		{"GET", "/derivatives/api/v3/rfqs/*", "/derivatives/api/v3/rfqs/{rfqUid}"},
		{"GET", "/funding/v1/limits/deposit/crypto/XBT", "/funding/v1/limits/deposit/{asset_class}/{asset}"},
		{"GET", "https://futures.kraken.com/api/charts/v1/trade/PI_XBTUSD/1h", "/api/charts/v1/{path...}"},
		{"GET", "https://demo-futures.kraken.com/derivatives/api/v3/accounts", "/derivatives/api/v3/accounts"},
		{"GET", "https://www.cryptofacilities.com/derivatives/api/v3/accounts/", "/derivatives/api/v3/accounts"},
		{"GET", "https://api.binance.com/api/v3/openOrders", ""},
		{"POST", "https://login.example.com/oauth/token", ""},
		{"POST", "https://api.kraken.com/oauth/token", "/oauth/token"},
		{"POST", "https://api.kraken.com/0/private/Balance/*", "/0/private/Balance"},
		{"POST", "/derivatives/api/v3/sendorder/%s/*", "/derivatives/api/v3/sendorder"},
		{"GET", "/derivatives/api/v3/instruments/*", ""},
		{"GET", "/derivatives/api/v3/tickers/*", "/derivatives/api/v3/tickers/{symbol}"},
		{"", "/0/private/Earn/*", ""},
		{"", "/0/private/", ""},
		{"", "/0/private/%s", ""},
		{"", "/0/private/NoSuchThing", ""},
		{"", "AddOrder", ""},
		{"", "", ""},
		{"", "/" + strings.Repeat("a/", 10000), ""},
	} {
		got, ok := LookupPath(test.verb, test.path)
		if got.Name != test.want || ok != (test.want != "") {
			t.Errorf("LookupPath(%q, %.60q) = %q, want %q", test.verb, test.path, got.Name, test.want)
		}
	}
}

func TestLookupEnd(t *testing.T) {
	for _, test := range []struct{ verb, path, want string }{
		{"POST", "*/sendorder", "/derivatives/api/v3/sendorder"},
		{"POST", "https://*/api/v3/sendorder?size=*", "/derivatives/api/v3/sendorder"},
		{"PUT", "*/leveragepreferences", "/derivatives/api/v3/leveragepreferences (PUT)"},
		{"POST", "*/v2/AddOrder", ""},
		{"POST", "*/AddOrder", "/0/private/AddOrder"},
		{"GET", "*/AssetPairs", "/0/public/AssetPairs"},
		{"GET", "*/openpositions", ""}, // spot and futures have it
		{"GET", "*/Order", ""},         // whole words only
		{"GET", "*sendorder", ""},
		{"GET", "*/sendorder/*", ""},
		{"GET", "/sendorder", ""}, // nothing before it: a path of its own
		{"POST", "https://api.example.com/*/sendorder", ""},
		{"", "*/", ""},
		{"", "*", ""},
		{"", "", ""},
	} {
		got, ok := LookupEnd(test.verb, test.path)
		if got.Name != test.want || ok != (test.want != "") {
			t.Errorf("LookupEnd(%q, %q) = %q, want %q", test.verb, test.path, got.Name, test.want)
		}
	}
}

func TestLookupMethod(t *testing.T) {
	for _, test := range []struct{ transport, name, want string }{
		{"spot", "AddOrder", "/0/private/AddOrder"},
		{"spot", "addorder", "/0/private/AddOrder"},
		{"spot", "Ticker", "/0/public/Ticker"},
		{"spot", "Earn/Allocate", "/0/private/Earn/Allocate"},
		{"spot", "Pay/paylink/create", "/0/private/Pay/paylink/create"},
		{"spot", "add_order", ""},
		{"futures", "sendorder", "/derivatives/api/v3/sendorder"},
		{"futures", "openpositions", "/derivatives/api/v3/openpositions"},
		{"ws2", "add_order", "ws2:add_order"},
		{"ws2", "addOrder", ""},
		{"ws1", "addOrder", "ws1:addOrder"},
		{"ws1", "add_order", ""},
		{"wsf", "balances", "wsf:balances"},
		{"wsf", "challenge", "wsf:challenge"},
		{"fix", "D", "fix:NewOrderSingle"},
		{"fix", "x", "fix:SecurityListRequest"},
		{"fix", "X", "fix:MarketDataIncrementalRefresh"},
		{"smtp", "AddOrder", ""},
		{"spot", "", ""},
	} {
		got, ok := LookupMethod(test.transport, test.name)
		if got.Name != test.want || ok != (test.want != "") {
			t.Errorf("LookupMethod(%q, %q) = %q, want %q", test.transport, test.name, got.Name, test.want)
		}
	}
}

// TestLoadErrors has one bad table for each thing that the loader refuses.
func TestLoadErrors(t *testing.T) {
	const header = "name\tproduct\ttransport\tverb\taccess\tpermissions\tsource\tnote\n"
	const good = "/0/private/A\tspot\trest\tPOST\tread\tquery-funds\thttps://docs.kraken.com/\t\n"
	swap := func(from, to string) string { return header + strings.Replace(good, from, to, 1) }
	for _, test := range []struct{ name, table, want string }{
		{"empty", "", `t.tsv:1: no header "name product transport verb access permissions source note"`},
		{"header", strings.Replace(header, "verb", "word", 1), `t.tsv:1: header "name product transport word access permissions source note", want "name product transport verb access permissions source note"`},
		{"columns", "# c\n" + header + "a\tb\n", `t.tsv:3: 2 columns, want the 8 of "name product transport verb access permissions source note"`},
		{"space", swap("spot", " spot"), `t.tsv:2: column product: space around " spot"`},
		{"duplicate", header + good + good, `t.tsv:3: endpoint "/0/private/A" stands in an earlier row`},
		{"duplicate path", header + good + strings.Replace(good, "/A", "/a", 1), `t.tsv:3: endpoint "/0/private/a" stands in an earlier row`},
		{"verb missing", header + strings.Replace(good, "/0/private/A", "/funding/v1/a", 1) + strings.NewReplacer("/0/private/A", "/funding/v1/a (PUT)", "POST", "PUT").Replace(good), `t.tsv:2: "/funding/v1/a": the verb stands in brackets where, and only where, a path has several`},
		{"verb needless", swap("/A", "/A (POST)"), `t.tsv:2: "/0/private/A (POST)": the verb stands in brackets where, and only where, a path has several`},
		{"product", swap("spot", "sport"), `t.tsv:2: unknown product "sport"`},
		{"transport", swap("\trest", "\tresd"), `t.tsv:2: unknown transport "resd"`},
		{"access", swap("\tread", "\treed"), `t.tsv:2: unknown access "reed"`},
		{"verb", swap("POST", "PATCH"), `t.tsv:2: unknown verb "PATCH"`},
		{"permission", swap("query-funds", "query-fun"), `t.tsv:2: unknown permission "query-fun" in "query-fun"`},
		{"mixed", swap("query-funds", "none|query-funds"), `t.tsv:2: unknown permission "none" in "none|query-funds"`},
		{"twice", swap("query-funds", "query-funds&query-funds"), `t.tsv:2: permission "query-funds" stands twice in "query-funds&query-funds"`},
		{"source", swap("https", "http"), `t.tsv:2: source "http://docs.kraken.com/" is no https address`},
		{"public", swap("\tread", "\tpublic"), `t.tsv:2: a public endpoint needs no permission, not "query-funds"`},
		{"slash", swap("/A", "/A/"), `t.tsv:2: name "/0/private/A/": want a path without a slash at its end`},
		{"websocket name", swap("/0/private/A\tspot\trest\tPOST", "A\tspot\tws2\t"), `t.tsv:2: name "A": want ws2: and a method`},
		{"websocket verb", swap("/0/private/A\tspot\trest", "ws2:a\tspot\tws2"), `t.tsv:2: a WebSocket message has no verb, not "POST"`},
		{"fix", swap("/0/private/A\tspot\trest", "fix:A\tspot\tfix"), `t.tsv:2: MsgType "POST": want one character`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := loadEndpoints("t.tsv", test.table)
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestPermissionLoadErrors(t *testing.T) {
	const header = "code\tproduct\tclass\tbox\tdoes\n"
	for _, test := range []struct{ name, table, want string }{
		{"code", header + "a\tspot\tread\tA\tsee\na\tspot\tread\tB\tsee\n", `p.tsv:3: permission "a" stands in an earlier row`},
		{"box", header + "a\tspot\tread\tA\tsee\nb\tspot\tread\tA\tsee\n", `p.tsv:3: box "A" stands in an earlier row`},
		{"class", header + "a\tspot\tred\tA\tsee\n", `p.tsv:2: unknown class "red"`},
		{"product", header + "a\tsport\tread\tA\tsee\n", `p.tsv:2: unknown product "sport"`},
		{"empty", header + "\tspot\tread\tA\tsee\n", `p.tsv:2: a permission needs a code, a box and what it does`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := loadPermissions("p.tsv", test.table); err == nil || err.Error() != test.want {
				t.Errorf("got %v\nwant %s", err, test.want)
			}
		})
	}
}

// TestPermissionCodes pins the codes of GetApiKeyInfo and of the futures key page.
func TestPermissionCodes(t *testing.T) {
	want := strings.Fields(`add-funds add-withdraw-address close-trades create-ws-token earn-funds export-data general-full general-read
		modify-trades query-closed-trades query-funds query-ledger query-open-trades update-withdraw-address withdraw-funds withdrawal`)
	var got []string
	for _, p := range Permissions() {
		got = append(got, p.Code)
	}
	sort.Strings(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzLookupPath(f *testing.F) {
	f.Add("GET", "https://api.kraken.com/0/private/Balance?x=%s#y")
	f.Add("", "/%s/private/{id}/*//:")
	f.Fuzz(func(t *testing.T, verb, path string) {
		if e, ok := LookupPath(verb, path); ok {
			if _, known := LookupEndpoint(e.Name); !known {
				t.Errorf("LookupPath made up %q", e.Name)
			}
		}
	})
}

func FuzzLoadEndpoints(f *testing.F) {
	f.Add("name\tproduct\ttransport\tverb\taccess\tpermissions\tsource\tnote\n/0/private/A\tspot\trest\tPOST\tread\tquery-funds|close-trades\thttps://docs.kraken.com/\t\n")
	f.Fuzz(func(_ *testing.T, table string) {
		_, _ = loadEndpoints("t.tsv", table) // must not panic
	})
}
