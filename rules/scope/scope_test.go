package scope

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// names makes canonical names of the bare ones of spot methods.
func names(list string) []string {
	var all []string
	for _, n := range strings.Fields(list) {
		if !strings.ContainsAny(n, "/:") || strings.HasPrefix(n, "Earn/") {
			n = "/0/private/" + n
		}
		all = append(all, n)
	}
	return all
}

func declared(t *testing.T, codes string) Grant {
	t.Helper()
	g, err := Declared(FromConfig, strings.Fields(codes))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestJudge(t *testing.T) {
	exact := func(codes string) func(*testing.T) Grant {
		return func(t *testing.T) Grant { return declared(t, codes) }
	}
	scoped := func(word string) func(*testing.T) Grant {
		return func(t *testing.T) Grant {
			g, err := Scoped(FromConfig, word, "spot")
			if err != nil {
				t.Fatal(err)
			}
			return g
		}
	}
	named := func(source, product string) func(*testing.T) Grant {
		return func(*testing.T) Grant { g, _ := Named(source, nil, product); return g }
	}
	shared := func(list string) func(*testing.T) Grant {
		return func(*testing.T) Grant { g, _ := Shared(names(list)); return g }
	}
	for _, test := range []struct {
		name             string
		grant            func(*testing.T) Grant
		endpoints        string
		unknown          bool
		excess, missing  string
		denied           string
		undecidedMention string
	}{
		{name: "trade key that reads", grant: exact("query-funds modify-trades"), endpoints: "Balance", excess: "modify-trades"},
		{name: "withdraw first", grant: exact("modify-trades withdraw-funds add-withdraw-address query-funds"), endpoints: "Balance", excess: "withdraw-funds add-withdraw-address modify-trades"},
		{name: "right already", grant: exact("query-funds modify-trades"), endpoints: "Balance AddOrder"},
		{name: "cancel only", grant: exact("modify-trades close-trades"), endpoints: "CancelOrder", excess: "modify-trades"},
		{name: "cancel with modify only", grant: exact("modify-trades"), endpoints: "CancelOrder", excess: "modify-trades"},
		{name: "either query is as good", grant: exact("query-closed-trades"), endpoints: "QueryOrders"},
		{name: "both queries are one too many", grant: exact("query-closed-trades query-open-trades"), endpoints: "QueryOrders", excess: "query-closed-trades"},
		{name: "a read that needs withdraw", grant: exact("query-funds withdraw-funds"), endpoints: "WithdrawInfo"},
		{name: "a transfer with a query", grant: exact("query-funds"), endpoints: "WalletTransfer"},
		{name: "less than reached", grant: exact("query-funds"), endpoints: "Balance AddOrder", missing: "modify-trades", denied: "AddOrder"},
		{name: "both", grant: exact("withdraw-funds"), endpoints: "Balance", excess: "withdraw-funds", missing: "query-funds", denied: "Balance"},
		{name: "half of what is needed", grant: exact("modify-trades"), endpoints: "EditOrder", missing: "close-trades", denied: "EditOrder"},
		{name: "unknown endpoint", grant: exact("query-funds modify-trades"), endpoints: "Balance", unknown: true, undecidedMention: "not known"},
		{name: "unknown endpoint, but missing", grant: exact("query-funds"), endpoints: "AddOrder", unknown: true, missing: "modify-trades", denied: "AddOrder", undecidedMention: "not known"},
		{name: "not documented", grant: exact("modify-trades"), endpoints: "GetPrimeApiUser", undecidedMention: "GetPrimeApiUser"},
		{name: "nothing reached", grant: exact("modify-trades"), undecidedMention: "no private endpoint"},
		{name: "token alone", grant: exact("create-ws-token modify-trades query-funds"), endpoints: "GetWebSocketsToken Balance", undecidedMention: "token"},
		{name: "token alone, withdraw", grant: exact("create-ws-token modify-trades withdraw-funds"), endpoints: "GetWebSocketsToken", excess: "withdraw-funds", undecidedMention: "token"},
		{name: "token and messages", grant: exact("create-ws-token modify-trades query-funds"), endpoints: "GetWebSocketsToken ws2:balances", excess: "modify-trades"},
		{name: "futures level", grant: exact("general-full"), endpoints: "/derivatives/api/v3/accounts", excess: "general-full"},
		{name: "futures level contains", grant: exact("general-full"), endpoints: "/derivatives/api/v3/accounts /derivatives/api/v3/sendorder"},
		{name: "futures both levels", grant: exact("general-read general-full"), endpoints: "/derivatives/api/v3/sendorder"},
		{name: "futures missing", grant: exact("general-read"), endpoints: "/derivatives/api/v3/sendorder", missing: "general-full", denied: "/derivatives/api/v3/sendorder"},

		{name: "scope read", grant: scoped("read"), endpoints: "Balance"},
		{name: "scope read, code trades", grant: scoped("read"), endpoints: "AddOrder", missing: "modify-trades", denied: "AddOrder"},
		{name: "scope trade, code reads", grant: scoped("trade"), endpoints: "Balance", excess: "modify-trades close-trades"},
		{name: "scope trade, code cancels", grant: scoped("trade"), endpoints: "CancelOrder"},
		{name: "scope trade, code transfers", grant: scoped("trade"), endpoints: "WalletTransfer"},
		{name: "scope trade, code makes a report", grant: scoped("trade"), endpoints: "AddExport", excess: "modify-trades close-trades"},
		{name: "scope funding, code trades", grant: scoped("funding"), endpoints: "AddOrder", excess: "withdraw-funds add-withdraw-address update-withdraw-address earn-funds add-funds"},
		{name: "scope funding, code reads with withdraw", grant: scoped("funding"), endpoints: "WithdrawInfo"},

		{name: "named trade, code reads", grant: named("env:KRAKEN_TRADE_KEY", "spot"), endpoints: "Balance", excess: "modify-trades close-trades"},
		{name: "named trade, code withdraws", grant: named("env:KRAKEN_TRADE_KEY", "spot"), endpoints: "Withdraw"},
		{name: "named trade, futures", grant: named("env:KRAKEN_RW_KEY", "futures"), endpoints: "/derivatives/api/v3/fills", excess: "general-full"},
		{name: "named withdraw, code trades", grant: named("env:KRAKEN_WITHDRAW_API_KEY", "spot"), endpoints: "AddOrder"},
		{name: "named withdraw, code reads with withdraw", grant: named("env:KRAKEN_WITHDRAW_API_KEY", "spot"), endpoints: "WithdrawInfo"},
		{name: "named withdraw, code reads", grant: named("env:KRAKEN_WITHDRAW_API_KEY", "spot"), endpoints: "Balance", excess: "withdraw-funds"},
		{name: "named read, code reads", grant: named("env:KRAKEN_READONLY_KEY", "spot"), endpoints: "WithdrawInfo"},
		{name: "named read, code trades", grant: named("env:KRAKEN_RO_KEY", "spot"), endpoints: "AddOrder Balance", missing: "modify-trades", denied: "AddOrder"},

		{name: "another app trades", grant: shared("AddOrder Balance"), endpoints: "Balance", excess: "modify-trades"},
		{name: "another app withdraws, this one trades", grant: shared("AddOrder Withdraw"), endpoints: "AddOrder", excess: "withdraw-funds"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j, err := Judge(test.grant(t), Use{names(test.endpoints), !test.unknown})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Fields(test.excess), append([]string{}, j.Excess...)); diff != "" {
				t.Errorf("excess: %s", diff)
			}
			if diff := cmp.Diff(strings.Fields(test.missing), append([]string{}, j.Missing...)); diff != "" {
				t.Errorf("missing: %s", diff)
			}
			if diff := cmp.Diff(names(test.denied), j.Denied); diff != "" {
				t.Errorf("denied: %s", diff)
			}
			if (j.Undecided == "") != (test.undecidedMention == "") || !strings.Contains(j.Undecided, test.undecidedMention) {
				t.Errorf("undecided: %q", j.Undecided)
			}
		})
	}
}

func TestNamed(t *testing.T) {
	const (
		trade = "close-trades modify-trades"
		read  = "query-funds query-open-trades query-closed-trades query-ledger create-ws-token export-data"
	)
	for _, test := range []struct{ source, identifiers, want string }{
		{"env:KRAKEN_TRADE_API_KEY", "", trade},
		{"env:KRAKEN_RW_KEY", "", trade},
		{"env:KRAKEN_READ_WRITE_KEY", "", trade},
		{"env:KRAKEN_TRADEKEY2", "", trade},
		{"env:KRAKEN_READ_ONLY_KEY", "", read},
		{"env:KRAKEN_RO_KEY", "tradeKey", read},
		{"env:KRAKEN_VIEW_KEY", "", read},
		{"flag:withdraw-key", "", "withdraw-funds"},
		{"config:kraken.trading.key", "", trade},
		{"secret:vault/kraken-readonly#apiKey", "", read},
		{"file:/srv/trade/kraken.key", "", ""},
		{"file:/srv/kraken-trade.key", "", trade},
		{"flag:key|env:KRAKEN_TRADE_KEY", "", trade},
		{"env:KRAKEN_API_KEY", "", ""},
		{"env:KRAKEN_PROD_KEY", "key cfg", ""},
		{"env:KRAKEN_API_KEY", "tradeKey", trade},
		{"env:KRAKEN_API_KEY", "krakenReadOnlyAPIKey", read},
		{"env:KRAKEN_API_KEY", "tradeKey viewKey", ""},
		{"env:KRAKEN_REVIEW_KEY", "", ""},
		{"literal:00ro", "", ""},
		{"unknown", "", ""},
	} {
		g, ok := Named(test.source, strings.Fields(test.identifiers), "spot")
		if diff := cmp.Diff(strings.Fields(test.want), append([]string{}, g.Permissions...)); diff != "" || ok != (test.want != "") {
			t.Errorf("%s, %q: %s", test.source, test.identifiers, diff)
		}
	}
}

func TestMessage(t *testing.T) {
	for _, test := range []struct{ grant, endpoints, want string }{
		{"query-funds", "Balance", ""},
		{"query-funds withdraw-funds modify-trades", "Balance", "env:K can withdraw funds, and cmd/view never does: excess withdraw-funds, modify-trades; the code uses query-funds; granted by the configuration"},
		{"modify-trades", "GetApiKeyInfo", "env:K can create and modify orders, and cmd/view never does: excess modify-trades; the code uses no permission; granted by the configuration"},
		{"query-funds", "Balance AddOrder CancelOrder", "env:K lacks modify-trades: /0/private/AddOrder and 1 more will fail with EGeneral:Permission denied; granted by the configuration"},
		{"general-read", "/derivatives/api/v3/sendorder", "env:K lacks general-full: /derivatives/api/v3/sendorder will fail with insufficientPrivileges; granted by the configuration"},
		{"withdraw-funds", "Balance", "env:K can withdraw funds, and cmd/view never does: excess withdraw-funds; the code uses query-funds; granted by the configuration; it also lacks query-funds: /0/private/Balance will fail with EGeneral:Permission denied"},
	} {
		j, err := Judge(declared(t, test.grant), Use{names(test.endpoints), true})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, j.Message("env:K", "cmd/view", FromConfig)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestErrors(t *testing.T) {
	if _, err := Declared(FromConfig, []string{"query-fund"}); err == nil || !strings.HasPrefix(err.Error(), `unknown permission "query-fund"; there are query-funds,`) {
		t.Errorf("Declared: %v", err)
	}
	if _, err := Scoped(FromConfig, "write", "spot"); err == nil || err.Error() != `unknown scope "write"; there are read, trade, funding` {
		t.Errorf("Scoped: %v", err)
	}
	if _, err := Judge(Grant{}, Use{[]string{"/0/private/Nothing"}, true}); err == nil {
		t.Error("Judge took an unknown endpoint")
	}
	if _, ok := Shared(names("Balance AddExport")); ok {
		t.Error("Shared: reading apps grant nothing")
	}
}

func TestLoadErrors(t *testing.T) {
	const header = "kind\tword\tpermissions\n"
	for _, test := range []struct{ table, want string }{
		{header + "nome\tx\tquery-funds\n", `g.tsv:2: unknown kind "nome"`},
		{header + "name\tX\tquery-funds\n", `g.tsv:2: word "X" is not in lower case`},
		{header + "name\tx\tquery-funds\nname\tx\tquery-funds\n", `g.tsv:3: name "x" stands in an earlier row`},
		{header + "name\tx\tquery-fund\n", `g.tsv:2: unknown permission "query-fund"`},
		{header + "name\tx\n", `g.tsv:2: 2 columns, want the 3 of "kind word permissions"`},
	} {
		if _, err := loadWords("g.tsv", test.table); err == nil || err.Error() != test.want {
			t.Errorf("got %v\nwant %s", err, test.want)
		}
	}
}

func TestProduct(t *testing.T) {
	for _, test := range []struct{ endpoints, want string }{
		{"Balance", "spot"}, {"/derivatives/api/v3/fills wsf:fills", "futures"}, {"Balance wsf:fills", "unknown"}, {"", "unknown"}, {"ws2:balances", "spot"},
	} {
		if got := Product(names(test.endpoints)); got != test.want {
			t.Errorf("%q: %s, want %s", test.endpoints, got, test.want)
		}
	}
}

func FuzzNamed(f *testing.F) {
	f.Add("env:KRAKEN_TRADE_KEY|file:/a/ro.key", "readOnlyAPIKey")
	f.Fuzz(func(t *testing.T, source, identifier string) {
		g, ok := Named(source, []string{identifier}, "spot")
		if _, err := Codes(g.Permissions); err != nil || ok != (len(g.Permissions) > 0) {
			t.Errorf("%v, %v", g, err)
		}
	})
}
