package secrets

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// TestPiecesLoseNothing writes keys in parts, beside fields whose values look like parts,
// and wants the fast search to let through what is found without it.
func TestPiecesLoseNothing(t *testing.T) {
	r, source := rand.New(rand.NewPCG(3, 4)), credentialtest.New(3)
	found := 0
	for range 4000 {
		text := []byte(inParts(r, source))
		matches, err := scanAll("exchange.json", text, FeaturesOf(text))
		if err != nil {
			t.Fatal(err)
		}
		if len(matches) == 0 {
			continue
		}
		found++
		if !HasCandidate(text) {
			t.Errorf("the fast search loses what stands in %q", text)
		}
	}
	if found < 1000 {
		t.Errorf("only %d texts with a credential", found)
	}
}

// inParts writes a private key of Kraken's in two or three parts as the value of a field,
// with other fields around it.
func inParts(r *rand.Rand, source *credentialtest.Source) string {
	pick := func(some ...string) string { return some[r.IntN(len(some))] }
	quote := pick(`"`, `'`, "`")
	key := source.PrivateKey()
	first := 1 + r.IntN(len(key)-2)
	last := first + r.IntN(len(key)-first)
	joint := pick("+", " + ", ".", "\n", " \\\n", ", ", " ", " /* as: */ ", " // as:\n")
	parts := strings.Join([]string{key[:first], key[first:last], key[last:]}, quote+joint+quote)
	field := func(name, value string) string {
		return quote + name + quote + pick(":", ": ", " : ") + quote + value + quote
	}
	address := source.APIKey()[:20+r.IntN(20)]
	fields := []string{
		field("exchange", "kraken"), field("address", address), field("secret", parts), field(pick("tag", "coinType", address), ""), field("address", address),
	}
	return "{" + strings.Join(fields, pick(",", ", ", ",\n  ")) + "}"
}
