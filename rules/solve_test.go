package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSolve(t *testing.T) {
	private := func(names ...string) []string {
		for i, n := range names {
			names[i] = "/0/private/" + n
		}
		return names
	}
	futures := func(names ...string) []string {
		for i, n := range names {
			names[i] = "/derivatives/api/v3/" + n
		}
		return names
	}
	for _, test := range []struct {
		name      string
		endpoints []string
		want      []string
	}{
		{"nothing", nil, []string{}},
		{"public", []string{"/0/public/Time"}, []string{}},
		{"no box", private("GetApiKeyInfo", "Earn/Strategies"), []string{}},
		{"balance", private("Balance", "BalanceEx"), []string{"query-funds"}},
		{"cancel only", private("CancelOrder"), []string{"close-trades"}},
		{"cancel and add", private("CancelOrder", "AddOrder"), []string{"modify-trades"}},
		{"edit", private("EditOrder"), []string{"close-trades", "modify-trades"}},
		{"edit, cancel, amend", private("EditOrder", "CancelAll", "AmendOrder"), []string{"close-trades", "modify-trades"}},
		{"either query", private("QueryOrders"), []string{"query-open-trades"}},
		{"either query, closed needed", private("QueryOrders", "ClosedOrders"), []string{"query-closed-trades"}},
		{"withdraw status alone", private("WithdrawStatus"), []string{"query-ledger"}},
		{"withdraw status with withdraw", private("WithdrawStatus", "Withdraw"), []string{"withdraw-funds"}},
		{"a read that needs withdraw", private("WithdrawInfo"), []string{"query-funds", "withdraw-funds"}},
		{"a transfer that needs a query", private("WalletTransfer"), []string{"query-funds"}},
		{"earn status", private("Earn/AllocateStatus"), []string{"query-funds"}},
		{"earn", private("Earn/AllocateStatus", "Earn/Allocate"), []string{"earn-funds"}},
		{"websocket", append(private("GetWebSocketsToken"), "ws2:cancel_all", "ws2:balances"), []string{"query-funds", "create-ws-token", "close-trades"}},
		{"websocket balances of a ledger key", append(private("Ledgers"), "ws2:balances"), []string{"query-ledger"}},
		{"futures read", futures("accounts", "fills"), []string{"general-read"}},
		{"futures trade", futures("accounts", "sendorder"), []string{"general-full"}},
		{"futures read that needs all", futures("orders/status"), []string{"general-full"}},
		{"futures withdrawal", futures("withdrawal", "accounts"), []string{"general-read", "withdrawal"}},
		{"addresses", []string{"/funding/v1/addresses (POST)"}, []string{"add-withdraw-address"}},
		{"not documented", private("GetPrimeApiUser", "Balance"), []string{"query-funds"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Solve(test.endpoints)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, err := Solve([]string{"/0/private/Nothing"}); err == nil || err.Error() != `unknown endpoint "/0/private/Nothing"` {
		t.Errorf("unknown endpoint: %v", err)
	}
}

// TestSolveAll asks for everything at once: the worst case of the search, and each
// endpoint must be allowed by the answer.
func TestSolveAll(t *testing.T) {
	var names []string
	for _, e := range Endpoints() {
		names = append(names, e.Name)
	}
	set := must(Solve(names))
	for _, e := range Endpoints() {
		if !e.Permissions.Allows(set) {
			t.Errorf("%s is not allowed by %q", e.Name, set)
		}
	}
}

// TestSolvePairs proves the answer minimal against all subsets, for all pairs of
// expressions in the table.
func TestSolvePairs(t *testing.T) {
	byExpr := map[string]Endpoint{}
	for _, e := range Endpoints() {
		byExpr[e.Permissions.String()] = e
	}
	for _, a := range byExpr {
		for _, b := range byExpr {
			got := must(Solve([]string{a.Name, b.Name}))
			if !a.Permissions.Allows(got) || !b.Permissions.Allows(got) {
				t.Errorf("%s and %s: %q does not allow both", a.Name, b.Name, got)
			}
			for i := range got {
				fewer := append(append([]string{}, got[:i]...), got[i+1:]...)
				if a.Permissions.Allows(fewer) && b.Permissions.Allows(fewer) {
					t.Errorf("%s and %s: %q has one too many", a.Name, b.Name, got)
				}
			}
		}
	}
}

func TestAllows(t *testing.T) {
	for _, test := range []struct {
		endpoint string
		granted  []string
		want     bool
	}{
		{"/0/private/CancelOrder", []string{"modify-trades"}, true},
		{"/0/private/CancelOrder", []string{"query-funds"}, false},
		{"/0/private/GetApiKeyInfo", nil, true},
		{"/derivatives/api/v3/accounts", []string{"general-full"}, true},
		{"/derivatives/api/v3/sendorder", []string{"general-read"}, false},
		{"/derivatives/api/v3/withdrawal", []string{"general-full"}, false},
		{"/0/private/GetPrimeApiUser", nil, true},
	} {
		e, _ := LookupEndpoint(test.endpoint)
		if got := e.Permissions.Allows(test.granted); got != test.want {
			t.Errorf("%s with %q: %v, want %v", test.endpoint, test.granted, got, test.want)
		}
	}
}
