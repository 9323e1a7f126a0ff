package keyflow

import (
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// TestMask: a credential never goes into a fact, and is still recognised from it.
func TestMask(t *testing.T) {
	pair := credentialtest.New(1).Pair()
	text := "key=" + pair.APIKey + "; secret: \"" + pair.PrivateKey + "\""
	out := mask(text)
	if strings.Contains(out, pair.PrivateKey[:16]) || strings.Contains(out, pair.APIKey[:8]) {
		t.Error("the mask shows a credential")
	}
	f, ok := unmask(mask(pair.PrivateKey))
	if !ok || f.kind != credential.PrivateKey || f.fingerprint != credential.Fingerprint(pair.PrivateKey) {
		t.Errorf("unmask: kind %q, found %v", f.kind, ok)
	}
	if plain := "https://api.kraken.com/0/private/Balance"; mask(plain) != plain {
		t.Error("a text without a credential is changed")
	}
}
