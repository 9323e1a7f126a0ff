// Package credentialtest makes Kraken credentials and their doubles for tests, so that
// no key-shaped literal has to stand in the repository.
//
// Everything is random but the same in every run: a Source yields the same sequence for
// the same seed.
package credentialtest

import (
	"encoding/base64"
	"encoding/hex"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Pair is both halves of one key.
type Pair struct{ APIKey, PrivateKey string }

// Source yields values that nothing but their place tells from real ones.
type Source struct{ rand *rand.Rand }

// New returns the source of a seed.
func New(seed uint64) *Source {
	return &Source{rand.New(rand.NewPCG(seed, 0x6b72616b656e))}
}

// Bytes returns n random bytes.
func (s *Source) Bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(s.rand.Uint32())
	}
	return b
}

// APIKey returns a public half: 42 bytes, 56 characters.
func (s *Source) APIKey() string { return base64.StdEncoding.EncodeToString(s.Bytes(42)) }

// PrivateKey returns a secret half: 64 bytes, 88 characters with their padding.
func (s *Source) PrivateKey() string { return base64.StdEncoding.EncodeToString(s.Bytes(64)) }

// FuturesPrivateKey returns the unpadded futures form: 66 bytes, 88 characters.
func (s *Source) FuturesPrivateKey() string { return base64.StdEncoding.EncodeToString(s.Bytes(66)) }

// Pair returns both halves of a spot key.
func (s *Source) Pair() Pair { return Pair{s.APIKey(), s.PrivateKey()} }

// Signature returns an API-Sign value, a SHA-512 digest, an SRI hash: anything of 64
// bytes in base64, which is a private key's own shape.
func (s *Source) Signature() string { return s.PrivateKey() }

// HexDigest returns n bytes in lower-case hex.
func (s *Source) HexDigest(n int) string { return hex.EncodeToString(s.Bytes(n)) }

// StellarAddress returns a G address: 56 characters of base32.
func (s *Source) StellarAddress() string {
	const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	var b strings.Builder
	b.WriteByte('G')
	for range 55 {
		b.WriteByte(base32[s.rand.IntN(len(base32))])
	}
	return b.String()
}

// IntN returns a number below n.
func (s *Source) IntN(n int) int { return s.rand.IntN(n) }

// Expand replaces @API_KEY_n@, @PRIVATE_KEY_n@, @FUTURES_PRIVATE_KEY_n@ and
// @SIGNATURE_n@ in a fixture by generated values, each n always by the same one.
func Expand(text string) string {
	return placeholders.Replace(text)
}

// Planted returns the value that Expand puts for a placeholder without its signs, such
// as "API_KEY_1"; it panics on any other name, which is a mistake in the test.
func Planted(name string) string {
	value := Expand("@" + name + "@")
	if strings.HasPrefix(value, "@") {
		panic("credentialtest: no placeholder " + name)
	}
	return value
}

var placeholders = func() *strings.Replacer {
	var pairs []string
	source := New(1)
	for i := 1; i <= 99; i++ {
		n := strconv.Itoa(i)
		pairs = append(pairs,
			"@API_KEY_"+n+"@", source.APIKey(),
			"@PRIVATE_KEY_"+n+"@", source.PrivateKey(),
			"@FUTURES_PRIVATE_KEY_"+n+"@", source.FuturesPrivateKey(),
			"@SIGNATURE_"+n+"@", source.Signature())
	}
	return strings.NewReplacer(pairs...)
}()
