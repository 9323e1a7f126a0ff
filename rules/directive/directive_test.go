package directive_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/rules/directive"
)

// word keeps this file free of directives of its own.
const word = "krakenlint" + ":ignore"

func TestIgnores(t *testing.T) {
	one := func(line, column int, reason string, rules ...string) []directive.Ignore {
		return []directive.Ignore{{Rules: rules, Reason: reason, Line: line, Column: column}}
	}
	for name, test := range map[string]struct {
		text string
		want []directive.Ignore
	}{
		"go":            {"x := 1 // " + word + " hardcoded-key -- revoked 2024\n", one(1, 11, "revoked 2024", "hardcoded-key")},
		"shell":         {"a\n# " + word + " hardcoded-key -- test key", one(2, 3, "test key", "hardcoded-key")},
		"no space":      {"#" + word + " hardcoded-key -- test key", one(1, 2, "test key", "hardcoded-key")},
		"sql":           {"-- " + word + " shared-key -- one desk", one(1, 4, "one desk", "shared-key")},
		"c block":       {"/* " + word + " hardcoded-key -- old */ x", one(1, 4, "old", "hardcoded-key")},
		"c block end":   {"x /* " + word + " hardcoded-key -- old */\r\n", one(1, 6, "old", "hardcoded-key")},
		"block inside":  {"/*\n   " + word + " hardcoded-key -- old\n*/", one(2, 4, "old", "hardcoded-key")},
		"xml":           {"<!-- " + word + " hardcoded-key -- old -->", one(1, 6, "old", "hardcoded-key")},
		"ini":           {"; " + word + " hardcoded-key -- old", one(1, 3, "old", "hardcoded-key")},
		"batch":         {"REM " + word + " hardcoded-key -- old", one(1, 5, "old", "hardcoded-key")},
		"json":          {`{"//": "` + word + ` hardcoded-key -- old",`, one(1, 9, "old", "hardcoded-key")},
		"notebook":      {`"# ` + word + ` hardcoded-key -- old\n",`, one(1, 4, "old", "hardcoded-key")},
		"two rules":     {"# " + word + " hardcoded-key, shared-key -- old", one(1, 3, "old", "hardcoded-key", "shared-key")},
		"no reason":     {"# " + word + " hardcoded-key", one(1, 3, "", "hardcoded-key")},
		"empty reason":  {"# " + word + " hardcoded-key --  ", one(1, 3, "", "hardcoded-key")},
		"no rule":       {"# " + word + " -- because", []directive.Ignore{{Reason: "because", Line: 1, Column: 3}}},
		"nothing":       {"# " + word, []directive.Ignore{{Line: 1, Column: 3}}},
		"documentation": {"# " + word + " RULE -- reason", nil},
		"quoted":        {"//\t//" + word + " hardcoded-key -- old", nil},
		"in a string":   {`"help": "write\n\t//` + word + ` hardcoded-key -- old\n"`, nil},
		"after code":    {"f(); // " + word + " hardcoded-key -- old", one(1, 9, "old", "hardcoded-key")},
		"constant":      {`word = "` + word + `"`, nil},
		"prose":         {"write `" + word + " hardcoded-key -- reason` above it", nil},
		"longer word":   {"# " + word + "d hardcoded-key -- old", nil},
		"invalid UTF-8": {"\xff\xfe# " + word + " hardcoded-key -- \xff", one(1, 5, "\xff", "hardcoded-key")},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, directive.Ignores([]byte(test.text))); diff != "" {
				t.Errorf("Ignores(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestIgnoresCountsLines(t *testing.T) {
	text := strings.Repeat("\n", 3) + "# " + word + " a -- b\n\n  # " + word + " c -- d\n"
	want := []directive.Ignore{
		{Rules: []string{"a"}, Reason: "b", Line: 4, Column: 3},
		{Rules: []string{"c"}, Reason: "d", Line: 6, Column: 5},
	}
	if diff := cmp.Diff(want, directive.Ignores([]byte(text))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestPermissions(t *testing.T) {
	for name, test := range map[string]struct {
		text  string
		want  []string
		found bool
		fails bool
	}{
		"commas":        {"//krakenlint:permissions query-funds, modify-trades", []string{"query-funds", "modify-trades"}, true, false},
		"spaces":        {"// krakenlint:permissions query-funds modify-trades", []string{"query-funds", "modify-trades"}, true, false},
		"reason":        {"//krakenlint:permissions query-funds -- read only desk", []string{"query-funds"}, true, false},
		"block":         {"/* About the key.\n   krakenlint:permissions query-funds */", []string{"query-funds"}, true, false},
		"below prose":   {"// loadKey reads it.\n//\n//krakenlint:permissions query-funds\n", []string{"query-funds"}, true, false},
		"empty":         {"//krakenlint:permissions", nil, true, true},
		"not a code":    {"//krakenlint:permissions All!", nil, true, true},
		"no directive":  {"// says krakenlint:permissions somewhere", nil, false, false},
		"other comment": {"// a comment", nil, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, found, err := directive.Permissions(test.text)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if found != test.found || (err != nil) != test.fails {
				t.Errorf("found %v, error %v; want %v, %v", found, err, test.found, test.fails)
			}
		})
	}
}

func FuzzIgnores(f *testing.F) {
	f.Add([]byte("// " + word + " hardcoded-key -- old\n# " + word))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := strings.Count(string(data), "\n") + 1
		for _, ignore := range directive.Ignores(data) {
			if ignore.Line < 1 || ignore.Line > lines || ignore.Column < 1 {
				t.Errorf("%+v is outside the text of %d lines", ignore, lines)
			}
		}
	})
}
