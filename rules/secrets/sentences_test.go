package secrets

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// TestSentences puts values between words that mean something, signs and escapes, in any
// order: what bytes alone rarely come to, and what the judging goes by. Nothing may panic, and
// each match lies in its text.
func TestSentences(t *testing.T) {
	const rounds, longest = 60_000, 24
	source := credentialtest.New(11)
	words := slices.Sorted(maps.Keys(vocabulary().words))
	signs := []string{
		" ", "", "_", "-", ".", "1", "\n", "\n\n", "\n  ", "\t", ": ", " = ", "=", "==", "\"", "'", "`", "{", "}", "(", ")", "[", "]", ", ", ";",
		"|", "<", ">", "</", "/>", "//", "# ", "/* ", "*/", "-- ", "- ", "$", "${", "@", "%", "\\", "\\n", "\\u0022", "&quot;", "+", "/0/", "://", "é", "\x00",
		strings.Repeat("x", longestLine/2-9), strings.Repeat("Word", 30), "return ", "[section]\n", "'s ", "\r\n", "kraken", "Kraken", "KRAKEN_",
	}
	any := func(of []string) string { return of[source.IntN(len(of))] }
	for range rounds {
		var text strings.Builder
		for range 1 + source.IntN(longest) {
			switch source.IntN(8) {
			case 0:
				text.WriteString(source.PrivateKey())
			case 1:
				text.WriteString(source.APIKey())
			case 2, 3:
				text.WriteString(any(words))
			case 4:
				text.WriteString(strings.ToUpper(any(words)))
			default:
				text.WriteString(any(signs))
			}
		}
		data := []byte(text.String())
		matches, err := New().Scan(any(words)+"/"+any(words)+"."+any(words), data)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range matches {
			if m.Start < 0 || m.End <= m.Start || m.End > len(data) {
				t.Errorf("match at [%d:%d] of %d bytes", m.Start, m.End, len(data))
			}
		}
	}
}
