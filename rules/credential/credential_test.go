package credential_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

func TestRandomKeysAreClassified(t *testing.T) {
	const rounds, tolerated = 20_000, 4 // one in 50,000 looks like a placeholder
	source := credentialtest.New(7)
	rejected := 0
	for range rounds {
		for _, c := range []struct {
			product credential.Product
			value   string
			want    credential.Kind
		}{
			{credential.Spot, source.APIKey(), credential.APIKey},
			{credential.Spot, source.PrivateKey(), credential.PrivateKey},
			{credential.Futures, source.PrivateKey(), credential.PrivateKey},
			{credential.Futures, source.FuturesPrivateKey(), credential.PrivateKey},
		} {
			got, ok := credential.ClassifyIn(c.product, c.value)
			if !ok {
				rejected++
			} else if got != c.want {
				t.Fatalf("a random %s %s of %d characters is classified %q", c.product, c.want, len(c.value), got)
			}
		}
	}
	if rejected > tolerated {
		t.Errorf("%d of %d random keys are rejected, want at most %d", rejected, 4*rounds, tolerated)
	}
}

func TestUnpaddedSecretNeedsFutures(t *testing.T) {
	value := credentialtest.New(3).FuturesPrivateKey()
	if _, ok := credential.Classify(value); ok {
		t.Error("an unpadded secret is taken for a key outside futures")
	}
}

func TestDoublesAreNotClassified(t *testing.T) {
	const (
		upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		lower = "abcdefghijklmnopqrstuvwxyz"
	)
	source := credentialtest.New(5)
	key := source.APIKey()
	values := map[string]string{
		"empty":              "",
		"short":              key[:55],
		"long":               key + "A",
		"not canonical":      source.PrivateKey()[:85] + "B==",
		"one letter":         strings.Repeat("x", 56),
		"word over and over": strings.Repeat("key", 19)[:56],
		"alphabet":           (upper + lower + "0123456789+/")[:56],
		"mixed alphabet":     (lower + "1234567890" + upper)[:56],
		"alternating":        strings.Repeat("a1B2c3D4e5F6g7H8i9J0", 3)[:56],
		"masked":             key[:20] + strings.Repeat("X", 16) + key[36:],
		"stellar address":    source.StellarAddress(),
		"hex":                source.HexDigest(28),
		"camel case":         "TestValidateStatefulSetUpdateWithPersistentVolumeClaimsX1"[:56],
		"a path":             "internal/service/networkfirewall/testdata/LoggingConfigX2"[:56],
		"your key here":      "Your" + key[4:20] + "Here" + key[24:],
		"base64 of text":     base64.StdEncoding.EncodeToString([]byte("this is where your own API key has to be !")),
		"counted bytes":      base64.StdEncoding.EncodeToString(counted(64, 1)),
		"counted by threes":  base64.StdEncoding.EncodeToString(counted(42, 3)),
		"bytes repeated":     base64.StdEncoding.EncodeToString(slices.Repeat(source.Bytes(16), 4)),
		"url alphabet":       strings.Replace(key, key[10:11], "-", 1),
	}
	for name, value := range values {
		if kind, ok := credential.Classify(value); ok {
			t.Errorf("%s: classified as %s", name, kind)
		}
	}
}

// counted gives n bytes, each a step above the one before it.
func counted(n, step int) []byte {
	raw := make([]byte, n)
	for i := range raw {
		raw[i] = byte(1 + i*step)
	}
	return raw
}

func FuzzClassify(f *testing.F) {
	f.Add(credentialtest.New(1).APIKey())
	f.Add(credentialtest.New(1).PrivateKey())
	f.Fuzz(func(t *testing.T, value string) {
		kind, ok := credential.Classify(value)
		if ok && len(value) != credential.APIKeyLen && len(value) != credential.PrivateKeyLen {
			t.Errorf("%d bytes classified as %s", len(value), kind)
		}
		if shown := credential.Redact(kind, value); len(value) > 4 && strings.Contains(shown, value) {
			t.Error("Redact shows the value")
		}
	})
}
