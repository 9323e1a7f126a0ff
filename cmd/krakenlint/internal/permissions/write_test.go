package permissions

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
)

// uses makes an app with one key that is used for spot methods; "?" stands for an
// endpoint that is not known.
func uses(app, source, methods string) App {
	key := keyflow.Key{Source: source}
	for _, m := range strings.Fields(methods) {
		if m == "?" {
			key.Unknown = append(key.Unknown, keyflow.Step{Function: "main.main", Message: "the endpoint is no constant"})
			continue
		}
		key.Endpoints = append(key.Endpoints, keyflow.Endpoint{Name: "/0/private/" + m})
	}
	return App{Name: app, Keys: []Key{{Key: key}}}
}

func TestUpdate(t *testing.T) {
	bot := uses("cmd/bot", "env:BOT", "Balance AddOrder")
	view := uses("cmd/view", "env:VIEW", "Balance")
	for _, test := range []struct {
		name       string
		apps       []App
		text, want string
		skipped    []string
	}{
		{"no file", []App{view, bot}, "", `
keys:
  - source: env:BOT
    permissions: [query-funds, modify-trades]
    ratchet: true
  - source: env:VIEW
    permissions: [query-funds]
    ratchet: true
`, nil},
		{"other fields and comments", []App{view}, `
# about us
exclude: ["third_party/**"]   # theirs

apps:
    exclude:
        - "**/old/**"
`, `
# about us
exclude: ["third_party/**"]   # theirs

apps:
    exclude:
        - "**/old/**"
keys:
  - source: env:VIEW
    permissions: [query-funds]
    ratchet: true
`, nil},
		{"no line end", []App{view}, `exclude: [a]`, "exclude: [a]\nkeys:\n  - source: env:VIEW\n    permissions: [query-funds]\n    ratchet: true\n", nil},
		{"an entry for another", []App{view}, `
keys:   # ours
- name: desk # the desk's
  source: "env:DESK"
  permissions: [withdraw-funds]

# behind
exclude: [a]
`, `
keys:   # ours
- name: desk # the desk's
  source: "env:DESK"
  permissions: [withdraw-funds]
- source: env:VIEW
  permissions: [query-funds]
  ratchet: true

# behind
exclude: [a]
`, nil},
		{"more in a flow list", []App{bot}, `
keys:
  - source: env:BOT
    permissions: [ query-funds,
       withdraw-funds ]  # to be cut
    apps: [cmd/bot]
    ratchet: true
`, `
keys:
  - source: env:BOT
    permissions: [query-funds, modify-trades]  # to be cut
    apps: [cmd/bot]
    ratchet: true
`, nil},
		{"a block list keeps its comments", []App{bot}, `
keys:
  - source: env:BOT
    permissions:
      - query-funds      # for the chart
      # never again
      - withdraw-funds   # why?
    ratchet: false
exclude: [a]
`, `
keys:
  - source: env:BOT
    permissions:
      - query-funds      # for the chart
      # never again
      - modify-trades
    ratchet: true
exclude: [a]
`, nil},
		{"a block list shrinks", []App{view}, `
keys:
  - permissions:
    - modify-trades
    - query-funds
    source: env:VIEW
    ratchet: true
`, `
keys:
  - permissions:
    - query-funds
    source: env:VIEW
    ratchet: true
`, nil},
		{"a block list with nothing left", []App{uses("a", "env:VIEW", "GetApiKeyInfo")}, `
keys:
  - source: env:VIEW
    permissions:
      - modify-trades
    ratchet: true
`, `
keys:
  - source: env:VIEW
    permissions:
      []
    ratchet: true
`, nil},
		{"already right, in another order", []App{bot}, `
keys:
  - source: env:BOT
    ratchet: true
    permissions:
      - modify-trades
      - query-funds
`, `
keys:
  - source: env:BOT
    ratchet: true
    permissions:
      - modify-trades
      - query-funds
`, nil},
		{"entries in braces", []App{bot, view}, `
keys: [{source: env:BOT, permissions: [query-funds]}]
`, `
keys: [{source: env:BOT, permissions: [query-funds, modify-trades], ratchet: true}, {source: env:VIEW, permissions: [query-funds], ratchet: true}]
`, nil},
		{"an empty list", []App{view}, "keys: []\n", "keys: \n  - source: env:VIEW\n    permissions: [query-funds]\n    ratchet: true\n", nil},
		{"nothing behind the colon", []App{view}, "keys: # none\nexclude: [a]\n", "keys: # none\n  - source: env:VIEW\n    permissions: [query-funds]\n    ratchet: true\nexclude: [a]\n", nil},
		{"an entry without permissions", []App{view}, "keys:\n  - source: env:VIEW\n    apps: [cmd/view]\n", "keys:\n  - source: env:VIEW\n    apps: [cmd/view]\n    permissions: [query-funds]\n    ratchet: true\n", nil},
		{"Windows line ends", []App{view}, "keys:\r\n  - source: env:VIEW\r\n    permissions: [modify-trades]\r\n", "keys:\r\n  - source: env:VIEW\r\n    permissions: [query-funds]\r\n    ratchet: true\r\n", nil},
		{"a scope stays", []App{view}, "keys:\n  - source: env:VIEW\n    scope: trade\n", "keys:\n  - source: env:VIEW\n    scope: trade\n",
			[]string{"env:VIEW: the entry has a scope, which is left as it is"}},
		{"one source, two apps, one entry", []App{uses("a", "env:K", "Balance"), uses("b", "env:K", "AddOrder")}, "", "\nkeys:\n  - source: env:K\n    permissions: [query-funds, modify-trades]\n    ratchet: true\n", nil},
		{"one source, two keys", []App{uses("a", "env:K", "Balance"), uses("b", "env:K", "AddOrder")}, `
keys:
  - source: env:K
    permissions: []
    apps: [a]
    ratchet: true
  - source: env:K
    apps: [b]
    permissions: [query-ledger]
    ratchet: true
`, `
keys:
  - source: env:K
    permissions: [query-funds]
    apps: [a]
    ratchet: true
  - source: env:K
    apps: [b]
    permissions: [modify-trades]
    ratchet: true
`, nil},
		{"what is not known is left out", []App{uses("a", "env:K", "Balance ?"), uses("b", "unknown", "Balance"), uses("c", "env:L", "GetPrimeApiUser"), uses("d", "env:M", "")}, "exclude: [a]\n", "exclude: [a]\n", []string{
			"env:K is left out: a asks for endpoints whose names are not known",
			"env:L is left out: Kraken does not say what /0/private/GetPrimeApiUser needs",
			"env:M is left out: no private endpoint is reached",
			"a key whose source is not known is left out",
		}},
		{"a source that YAML would misread", []App{uses("a", "file:a b: c #d", "Balance")}, "", "\nkeys:\n  - source: 'file:a b: c #d'\n    permissions: [query-funds]\n    ratchet: true\n", nil},
		{"characters of several bytes", []App{view}, "keys: [{name: Käse, source: env:VIEW, permissions: [add-funds]}] # ö\n", "keys: [{name: Käse, source: env:VIEW, permissions: [query-funds], ratchet: true}] # ö\n", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, skipped, err := Update([]byte(test.text), test.apps)
			if err != nil {
				t.Fatal(err)
			}
			want := test.want
			if test.text == "" {
				want = strings.TrimPrefix(want, "\n")
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(test.skipped, skipped); diff != "" {
				t.Errorf("skipped: %s", diff)
			}
			again, _, err := Update(got, test.apps)
			if err != nil || string(again) != string(got) {
				t.Errorf("a second time: %v\n%s", err, again)
			}
		})
	}
}

func TestUpdateRefuses(t *testing.T) {
	for _, text := range []string{"- a\n", "keys: {a\n", "{exclude: [a]}\n", "keys: &k []\nother: *k\n"} {
		if got, _, err := Update([]byte(text), []App{uses("a", "env:K", "Balance")}); err == nil {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzUpdate(f *testing.F) {
	f.Add([]byte("keys:\n  - source: env:K\n    permissions:\n      - a # b\n    apps: [a]\n"))
	f.Add([]byte("keys: [{source: env:K, permissions: ['x', \"y\"]}]\r\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		apps := []App{uses("a", "env:K", "Balance AddOrder")}
		got, _, err := Update(text, apps)
		if err != nil {
			return
		}
		if again, _, err := Update(got, apps); err != nil || string(again) != string(got) {
			t.Errorf("%q\n%q\n%q\n%v", text, got, again, err)
		}
	})
}
