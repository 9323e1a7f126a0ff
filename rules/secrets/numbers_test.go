package secrets

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestNextListSkipsNoList compares spell, which looks only where a list can be, with what
// looks everywhere, on texts of all that lists are made of and are not.
func TestNextListSkipsNoList(t *testing.T) {
	units := []string{
		"0x4b, ", "75, ", "4b ", "'K', ", "7;", "ff|", "1 ", "''", "'", "x", "word ", "longer words ", "0x1ff, ", "12345 ", "\n\t", "{", "a,",
		strings.Repeat("75, ", 60), strings.Repeat("0x4b,", 64), strings.Repeat("'K' ", 56), strings.Repeat("4 ", 56), strings.Repeat("4b:", 64),
	}
	r := rand.New(rand.NewPCG(1, 2))
	lists := 0
	for range 20_000 {
		var text strings.Builder
		for range r.IntN(12) {
			text.WriteString(units[r.IntN(len(units))])
		}
		parent := &view{text: []byte(text.String())}
		got, want := spell(parent), spellEverywhere(parent)
		if (got == nil) != (want == nil) {
			t.Fatalf("%q: is a list where all places are looked at: %t", parent.text, want != nil)
		}
		if got == nil {
			continue
		}
		lists++
		if string(got.text) != string(want.text) || !slices.Equal(got.spans, want.spans) {
			t.Fatalf("%q: spelt as %q, where all places are looked at as %q", parent.text, got.text, want.text)
		}
	}
	if lists < 1000 {
		t.Errorf("only %d texts with a list", lists)
	}
}

func spellEverywhere(parent *view) *view {
	text := parent.text
	w := rewriter{parent: parent}
	for at := 0; at < len(text); {
		var l list
		if (is(text[at], isHex) || text[at] == '\'') && (at == 0 || !is(text[at-1], isWord)) {
			l.readAll(text, at)
		}
		if spelled := l.spelled(); spelled != nil {
			w.replace(at, l.end, spelled)
		}
		at = max(l.end, at+1)
	}
	return w.view()
}
