package permissions

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
)

// with changes the key of an app.
func with(app App, change func(*Key)) App {
	change(&app.Keys[0])
	return app
}

func directive(codes ...string) func(*Key) { return func(k *Key) { k.Directive = codes } }

func excluded(app App) App {
	app.Excluded = true
	return app
}

// brief is what the tests compare of a finding.
type brief struct {
	App, Severity, Excess, Missing string
}

func TestCheck(t *testing.T) {
	grants := func(source string, codes ...string) project.Key {
		return project.Key{Source: source, Permissions: codes}
	}
	for _, test := range []struct {
		name       string
		apps       []App
		declared   []project.Key
		want       []brief
		undecided  int
		incomplete string
	}{
		{name: "nothing is said of the key", apps: []App{uses("a", "env:K", "Balance")}},
		{name: "configuration", apps: []App{uses("a", "env:K", "Balance")}, declared: []project.Key{grants("env:K", "query-funds", "withdraw-funds", "modify-trades")},
			want: []brief{{"a", "warning", "withdraw-funds modify-trades", ""}}},
		{name: "configuration beats directive and name", apps: []App{with(uses("a", "env:TRADE", "Balance"), directive("modify-trades"))},
			declared: []project.Key{grants("env:TRADE", "query-funds")}},
		{name: "an entry for another app", apps: []App{uses("a", "env:K", "Balance")},
			declared: []project.Key{{Source: "env:K", Permissions: []string{"modify-trades"}, Apps: []string{"b"}}}},
		{name: "an entry for the app before one for all", apps: []App{uses("a", "env:K", "Balance")},
			declared: []project.Key{grants("env:K", "query-funds"), {Source: "env:K", Permissions: []string{"query-funds", "earn-funds"}, Apps: []string{"./a"}}},
			want:     []brief{{"a", "warning", "earn-funds", ""}}},
		{name: "an entry for an alternative", apps: []App{uses("a", "flag:key|env:K", "Balance")}, declared: []project.Key{grants("env:K", "query-funds", "add-funds")},
			want: []brief{{"a", "warning", "add-funds", ""}}},
		{name: "an entry that only says who holds the key", apps: []App{uses("a", "env:K_RW", "Balance")}, declared: []project.Key{{Source: "env:K_RW", Apps: []string{"a"}}}},
		{name: "an empty list", apps: []App{uses("a", "env:K", "Balance")}, declared: []project.Key{{Source: "env:K", Permissions: []string{}}},
			want: []brief{{"a", "note", "", "query-funds"}}},
		{name: "a ratchet", apps: []App{uses("a", "env:K", "Balance AddOrder")}, declared: []project.Key{{Source: "env:K", Permissions: []string{"query-funds"}, Ratchet: true}},
			want: []brief{{"a", "warning", "", "modify-trades"}}},
		{name: "scope", apps: []App{uses("a", "env:K", "Balance")}, declared: []project.Key{{Source: "env:K", Scope: "trade"}},
			want: []brief{{"a", "warning", "modify-trades close-trades", ""}}},
		{name: "directive", apps: []App{with(uses("a", "env:K", "Balance"), directive("query-funds", "modify-trades"))}, want: []brief{{"a", "warning", "modify-trades", ""}}},
		{name: "directive with less", apps: []App{with(uses("a", "env:K", "Balance AddOrder"), directive("query-funds"))}, want: []brief{{"a", "note", "", "modify-trades"}}},
		{name: "directive that is wrong", apps: []App{with(uses("a", "env:K", "Balance"), directive("query-fun"))}, incomplete: `unknown permission "query-fun"`},
		{name: "name", apps: []App{uses("a", "env:KRAKEN_TRADE_KEY", "Balance")}, want: []brief{{"a", "warning", "modify-trades close-trades", ""}}},
		{name: "another app trades", apps: []App{uses("a", "env:K", "Balance"), uses("b", "env:K", "Balance AddOrder")}, want: []brief{{"a", "warning", "modify-trades", ""}}},
		{name: "another app trades with another key", apps: []App{with(uses("a", "env:K", "Balance"), func(k *Key) { k.Identity = "1" }), with(uses("b", "env:K", "AddOrder"), func(k *Key) { k.Identity = "2" })}},
		{name: "another app, two names of one key", apps: []App{with(uses("a", "env:K", "Balance"), func(k *Key) { k.Identity = "1" }), with(uses("b", "env:L", "AddOrder"), func(k *Key) { k.Identity = "1" })},
			want: []brief{{"a", "warning", "modify-trades", ""}}},
		{name: "sources that nobody knows are not one key", apps: []App{uses("a", "unknown", "Balance"), uses("b", "unknown", "AddOrder")}},
		{name: "an example trades", apps: []App{uses("a", "env:K", "Balance"), excluded(uses("examples/b", "env:K", "AddOrder"))}},
		{name: "an example reads", apps: []App{excluded(uses("examples/a", "env:K", "Balance")), uses("b", "env:K", "AddOrder")}},
		{name: "unknown endpoint", apps: []App{uses("a", "env:K_RW", "Balance ?")}, undecided: 1},
		{name: "one source in two places of an app", apps: []App{{Name: "a", Keys: append(uses("a", "env:K_RW", "Balance").Keys, uses("a", "env:K_RW", "AddOrder").Keys...)}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			result := Check(test.apps, test.declared)
			var got []brief
			for _, f := range result.Findings {
				got = append(got, brief{strings.Join(f.Apps, " "), string(f.Severity), strings.Join(f.Permissions.Excess, " "), strings.Join(f.Permissions.Missing, " ")})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if len(result.Undecided) != test.undecided {
				t.Errorf("undecided: %q", result.Undecided)
			}
			if (len(result.Incomplete) > 0) != (test.incomplete != "") || test.incomplete != "" && !strings.Contains(result.Incomplete[0].Reason, test.incomplete) {
				t.Errorf("incomplete: %v", result.Incomplete)
			}
		})
	}
}

// TestFinding pins all of one finding.
func TestFinding(t *testing.T) {
	app := with(uses("cmd/view", "env:KRAKEN_API_KEY", "Balance"), func(k *Key) {
		k.Kind, k.Product = "api-key", "spot"
		k.Place = keyflow.Place{File: "cmd/view/main.go", Line: 12, Column: 9, EndLine: 12, EndColumn: 40}
		k.Endpoints[0].Witness = []keyflow.Step{
			{Place: keyflow.Place{File: "cmd/view/main.go", Line: 14, Column: 2}, Function: "main.main"},
			{Place: keyflow.Place{File: "kraken/client.go", Line: 40, Column: 3}, Function: "kraken.(*Client).Balance"},
		}
	})
	result := Check([]App{app}, []project.Key{{Source: "env:KRAKEN_API_KEY", Permissions: []string{"query-funds", "modify-trades"}}})
	want := []finding.Finding{{
		Rule: "overscoped-key", Severity: "warning",
		Message: "env:KRAKEN_API_KEY can create and modify orders, and cmd/view never does: excess modify-trades; the code uses query-funds; granted by the configuration",
		File:    "cmd/view/main.go", Line: 12, Column: 9, EndLine: 12, EndColumn: 40,
		Credential:  &finding.Credential{Kind: "api-key", Product: "spot", Source: "env:KRAKEN_API_KEY"},
		Apps:        []string{"cmd/view"},
		Endpoints:   []string{"/0/private/Balance"},
		Permissions: &finding.Permissions{Granted: []string{"query-funds", "modify-trades"}, Used: []string{"query-funds"}, Excess: []string{"modify-trades"}},
		Related:     []finding.Related{{File: "cmd/view/main.go", Line: 14, Column: 2, Message: "uses /0/private/Balance (read, needs query-funds)"}},
	}}
	if diff := cmp.Diff(want, result.Findings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDocument(t *testing.T) {
	step := func(file string, line int, function string) keyflow.Step {
		return keyflow.Step{Place: keyflow.Place{File: file, Line: line}, Function: function}
	}
	view := with(uses("cmd/view", "env:K", "GetWebSocketsToken Balance ?"), func(k *Key) {
		k.Endpoints[1].Witness = []keyflow.Step{step("cmd/view/main.go", 9, "main.main"), step("k/k.go", 30, "k.(*C).Balance"), step("k/k.go", 3, "k.(*C).Balance")}
		k.Unknown[0].File, k.Unknown[0].Line = "cmd/view/main.go", 11
	})
	document, err := NewDocument([]App{view, {Name: "cmd/public"}, uses("cmd/none", "env:L", ""), uses("cmd/prime", "env:M", "GetPrimeApiUser")})
	if err != nil {
		t.Fatal(err)
	}
	var text, json bytes.Buffer
	if err := document.Text(&text); err != nil {
		t.Fatal(err)
	}
	const wantText = `cmd/none: env:L
  needs  nothing: no private endpoint is reached

cmd/prime: env:M
  needs  a key without any permission
  ENDPOINT                    ACCESS  PERMISSIONS   REACHED FROM
  /0/private/GetPrimeApiUser  read    undocumented  
  Kraken does not say which permissions /0/private/GetPrimeApiUser needs

cmd/view: env:K
  needs  at least query-funds, create-ws-token
  tick   Funds permissions - Query
  tick   WebSocket interface - On
  ENDPOINT                       ACCESS  PERMISSIONS      REACHED FROM
  /0/private/Balance             read    query-funds      cmd/view/main.go:9 main.main > k.(*C).Balance
  /0/private/GetWebSocketsToken  read    create-ws-token  
  unknown: the code may ask for more, because of
    cmd/view/main.go:11: main.main: the endpoint is no constant

`
	if diff := cmp.Diff(wantText, text.String()); diff != "" {
		t.Errorf("text: -want +got:\n%s", diff)
	}
	if err := document.JSON(&json); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"version": 1`, `"app": "cmd/public",
      "keys": []`, `"complete": false`, `"unknown": [`, `"access": "read"`, `"function": "k.(*C).Balance"`} {
		if !strings.Contains(json.String(), want) {
			t.Errorf("JSON lacks %s:\n%s", want, json.String())
		}
	}
}

func TestDocumentOfNothing(t *testing.T) {
	document, err := NewDocument(nil)
	if err != nil {
		t.Fatal(err)
	}
	var text, json bytes.Buffer
	if err := document.Text(&text); err != nil || text.String() != "no program takes a Kraken key\n" {
		t.Errorf("%q, %v", text.String(), err)
	}
	if err := document.JSON(&json); err != nil || json.String() != "{\n  \"version\": 1,\n  \"apps\": []\n}\n" {
		t.Errorf("%q, %v", json.String(), err)
	}
	if _, err := NewDocument([]App{uses("a", "env:K", "Nonsense")}); err == nil {
		t.Error("an endpoint that the table does not have was taken")
	}
}
