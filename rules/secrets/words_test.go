package secrets

import "testing"

func TestParseWords(t *testing.T) {
	for text, want := range map[string]string{
		"other a\nsecret b":       `words.txt:2: "b" cannot be a "secret"`,
		"# a\nother a b a":        `words.txt:2: "a" stands twice in other`,
		"other A":                 `words.txt:1: "A" is not in lower case`,
		"phrase a-b a-b":          `words.txt:1: "a-b" stands twice`,
		"other a-b":               `words.txt:1: "a-b" cannot be a "other"`,
		"other a\ncredential a b": "",
	} {
		got := ""
		if _, err := parseWords(text); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("parseWords(%q): error %q, want %q", text, got, want)
		}
	}
}

func TestOwnersOfNames(t *testing.T) {
	for name, want := range map[string]class{
		"KRAKEN_API_KEY": ofKraken, "krakenApiKey": ofKraken, "mykraken": ofKraken, "api.kraken.com": ofKraken,
		"KRAKEN2_SECRET": ofKraken, "krakend_key": ofNamesake, "gitkraken": ofNamesake, "kraken.io": ofNamesake,
		"uber/kraken": ofNamesake, "coinbasepro": ofOther, "CB_BINANCE_KEY": ofOther, "secret": 0, "design": 0,
	} {
		if got := lastOwner(classesIn([]byte(name), 0, len(name))); got != want {
			t.Errorf("%s: owner %b, want %b", name, got, want)
		}
	}
}
