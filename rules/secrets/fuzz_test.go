package secrets_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// FuzzScan wants any bytes to be read without a panic, and matches to lie in them, in
// order, with values of a credential's length.
func FuzzScan(f *testing.F) {
	for _, corpus := range []string{"testdata/leaks.txtar", "testdata/decoys.txtar"} {
		for _, fixture := range readCorpus(f, corpus, 1) {
			f.Add(fixture.path, fixture.data)
		}
	}
	engine := secrets.New()
	f.Fuzz(func(t *testing.T, path string, data []byte) {
		matches, err := engine.Scan(path, data)
		if err != nil {
			t.Fatal(err)
		}
		checkMatches(t, data, matches)
		if len(matches) > 0 && !secrets.FeaturesOf(data).Candidate() {
			t.Error("features without a candidate where there are matches")
		}
	})
}

func checkMatches(t *testing.T, data []byte, matches []secrets.Match) {
	t.Helper()
	last := 0
	for _, m := range matches {
		if m.Start < last || m.End <= m.Start || m.End > len(data) {
			t.Errorf("match at [%d:%d] of %d bytes, after one at %d", m.Start, m.End, len(data), last)
		}
		if n := len(m.Value); n != 56 && n != 88 {
			t.Errorf("value of %d characters", n)
		}
		last = m.Start
	}
}

// TestHostile gives the engine what could make it work without end: each takes
// milliseconds, and minutes where something is quadratic.
func TestHostile(t *testing.T) {
	const size = 1 << 16
	source := credentialtest.New(2)
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	nested := source.PrivateKey()
	for len(nested) < size {
		nested = apply(t, "base64", "kraken secret "+nested)
	}
	for name, text := range map[string]string{
		"one letter":         fill("A"),
		"alphabet":           fill(source.PrivateKey()[:86]),
		"nested base64":      nested,
		"values":             fill("kraken " + source.PrivateKey() + "\n"),
		"signatures":         fill("kraken: {API-Sign: " + source.Signature() + "}\n"),
		"open brackets":      fill("kraken({[") + source.PrivateKey(),
		"closed brackets":    fill("kraken)}]") + source.PrivateKey(),
		"quotes":             fill(`"a" + "b" + `),
		"words on lines":     "kraken\n" + fill("Word1\n"),
		"escapes":            "kraken " + fill(`\u0041`),
		"backslashes":        "kraken " + fill(`\`),
		"percent":            "kraken " + fill("%41"),
		"numbers":            "kraken " + fill("65, "),
		"NULs":               fill("\x00"),
		"wide":               fill("a\x00"),
		"wide, broken":       fill("a\x00b\x00c\x00\x00"),
		"dashes":             "kraken\n" + fill("- - - ") + source.PrivateKey(),
		"binary":             "kraken" + string(source.Bytes(size)),
		"mentions":           fill("kraken coinbase ") + source.PrivateKey(),
		"tags":               fill("<a" + strings.Repeat("<", size/8) + strings.Repeat("kraken "+source.PrivateKey()+"\n", size/8/96)),
		"pieces of one sign": "kraken" + fill(`'a','b',`),
	} {
		matches, err := secrets.New().Scan("kraken/"+name, []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		checkMatches(t, []byte(text), matches)
		if _, err := secrets.New().ScanReader(name, bytes.NewReader([]byte(text))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
