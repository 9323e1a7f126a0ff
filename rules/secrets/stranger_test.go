package secrets

import (
	"bytes"
	"strings"
	"testing"
)

func TestMangledNames(t *testing.T) {
	for text, want := range map[string]bool{
		".rodata._ZZNK4llvm16AArch64InstrInfo": true, "_ZTSN4llvm16AArch64": true, "call ZN4llvm7AArch": true,
		"_Za4kQ/9zB0qLmN": false, "Z4kQ/9zB0qLmN3sT": false, "key_Zkq4/9zB0qLmN": false,
	} {
		if got := isMangled([]byte(text), len(text)-8); got != want {
			t.Errorf("%s: mangled %t, want %t", text, got, want)
		}
	}
}

func TestVariants(t *testing.T) {
	for text, want := range map[string]bool{
		"zorda.New krakenapi.New": true, "ccxt.zorda ccxt.kraken": true, "ZordaRestClient KrakenRestClient": true,
		"ccxt.futures ccxt.kraken": false, "zorda kraken": false, "zorda.Dial kraken.New": false, "kraken.New kraken.New": false,
	} {
		name, krakens, _ := strings.Cut(text, " ")
		if got := isVariantOf(humps([]byte(name)), humps([]byte(krakens))); got != want {
			t.Errorf("%s: variant %t, want %t", text, got, want)
		}
	}
}

// TestColumns wants the head of the column of the value that is called HERE.
func TestColumns(t *testing.T) {
	for text, want := range map[string]string{
		"a,b,c\n1,HERE,3\n":                                       "b",
		"a;b\n1;2\n3;\"HERE\"\n":                                  "b",
		"a\tb\nHERE\t1\n":                                         "a",
		"| a | b |\n|---|---|\n| x | HERE |\n":                    " b ",
		"\"a, or\",b\n\"1, 2\",HERE\n":                            "b",
		"INSERT INTO t (a, b) VALUES (1, 'x, y'), ('z', 'HERE');": " b",
		"COPY t (a, b, c) FROM stdin;\n1\tHERE\t3\n":              " b",
		"f(a, b)\ng(1, HERE)\n":                                   "",
		"HERE,1\n":                                                "",
		"a,b,c\n1,HERE\n":                                         "",
		"\t'a',\n\t'HERE',\n":                                     "",
		"  'a',\n  'HERE',\n":                                     "",
		"a\tb\tc\n\tHERE\t3\n":                                    "b",
	} {
		p := newPage("", []byte(text))
		at := bytes.Index(p.text, []byte("HERE"))
		g := p.rowsAround(at)
		if g.head.end == 0 {
			g = p.statementAround(&candidate{bounds: bounds{at, at + 4}, scopes: scopesOf(p.text, at)})
		}
		head := cell(p.text, g.head, g.headSign, cells(p.text[g.row.start:max(g.row.start, min(at, g.row.end))], g.rowSign))
		if got := string(p.text[head.start:head.end]); got != want {
			t.Errorf("%q: column %q, want %q", text, got, want)
		}
	}
}

// TestElements wants the structures around HERE, each as its name and what ends it.
func TestElements(t *testing.T) {
	for text, want := range map[string]string{
		`<a><b x="1"/><c y="2"><!-- z --><br><d/>HERE</c><e>f</e></a>`: `c y="2" </c>|a </a>`,
		`<a><p>x<b><key>HERE</b></a>`:                                  `b </b>|a </a>`,
		`<a><b v="HERE"></b></a>`:                                      `a </a>`,
		`<a><b>HERE</b><b>x</b></a>`:                                   `b </b>|a </a>`,
		`<a>b { c: HERE }; if (d<e) f()</a>`:                           `b }; i|a </a>`,
		`<a>if (d<e) f(); b { c: HERE }</a>`:                           `b }</a|a </a>`,
		`b { <a>HERE</a> }`:                                            `a </a>`,
	} {
		at := strings.Index(text, "HERE")
		var got []string
		for _, s := range scopesInMarkup([]byte(text), at) {
			got = append(got, strings.TrimSpace(text[s.label:s.until])+" "+text[s.end:min(len(text), s.end+4)])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: structures %q, want %q", text, got, want)
		}
	}
}

func TestMarkup(t *testing.T) {
	for text, want := range map[string]bool{
		"\xef\xbb\xbf<?xml version='1.0'?>": true, " <!DOCTYPE html>": true, "<config>": true,
		"<?php return [];": false, "<?= $x ?>": false, "<% x %>": false, "a < b": false,
	} {
		if got := isMarkup([]byte(text)); got != want {
			t.Errorf("%s: markup %t, want %t", text, got, want)
		}
	}
}
