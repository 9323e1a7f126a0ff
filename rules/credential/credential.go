// Package credential judges a single value: whether it has the shape of a Kraken
// credential, what half it is, and how it may be shown.
//
// It knows nothing of context. A 64-byte base64 value is a private key only where
// something near it, or the place it flows to, says so; that is for the callers.
// The package stands on the standard library alone, so that every analyzer may use it.
package credential

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Kind is the half of a key that a credential is.
type Kind string

// The two halves, spelled as in the JSON report.
const (
	APIKey     Kind = "api-key"
	PrivateKey Kind = "private-key"
)

// Product is the Kraken exchange that a credential belongs to.
type Product string

// The products, spelled as in the JSON report.
const (
	Spot           Product = "spot"
	Futures        Product = "futures"
	UnknownProduct Product = "unknown"
)

// Lengths in characters and bytes. Kraken documents none of them; they are derived
// from the examples in its documentation (42 and 64 random bytes in base64).
const (
	APIKeyLen       = 56
	PrivateKeyLen   = 88
	apiKeyBytes     = 42
	privateKeyBytes = 64

	// futuresPrivateKeyBytes is what the futures documentation shows: no padding.
	futuresPrivateKeyBytes = 66
)

// Classify tells which half of a key value looks like. It is false for anything that
// cannot be a live credential: another length or alphabet, base64 that is not
// canonical, a published example, a placeholder.
func Classify(value string) (Kind, bool) {
	return ClassifyIn(Spot, value)
}

// ClassifyIn is Classify where the product is known. Only futures have the private key
// of 66 bytes, 88 characters without padding; anywhere else that length is chance.
func ClassifyIn(product Product, value string) (Kind, bool) {
	kind, ok := shape(product, value)
	if !ok || Published(value) || Placeholder(value) {
		return "", false
	}
	return kind, true
}

func shape(product Product, value string) (Kind, bool) {
	switch len(value) {
	case APIKeyLen:
		return APIKey, decodedLen(value) == apiKeyBytes
	case PrivateKeyLen:
		n := decodedLen(value)
		return PrivateKey, n == privateKeyBytes || product == Futures && n == futuresPrivateKeyBytes
	}
	return "", false
}

// decodedLen is the length of the value's bytes, or -1 where it is not canonical base64.
func decodedLen(value string) int {
	if strings.ContainsAny(value, "\r\n") {
		return -1 // which the decoder passes over
	}
	var raw [futuresPrivateKeyBytes]byte
	n, err := strict.Decode(raw[:], []byte(value))
	if err != nil {
		return -1
	}
	return n
}

var strict = base64.StdEncoding.Strict()

// Fingerprint names a value without giving it away: the first 16 bytes of SHA-256 over
// a domain prefix and the value, in hex. Keys have over 300 bits, so it cannot be reversed.
func Fingerprint(value string) string {
	sum := sha256.Sum256([]byte("krakenlint:credential:v1:" + value))
	return hex.EncodeToString(sum[:16])
}

// Redact is the only form in which a credential is ever shown: four characters of an
// API key, none of a private key.
func Redact(kind Kind, value string) string {
	if kind == APIKey && len(value) == APIKeyLen {
		return "api key " + value[:4] + "…"
	}
	if kind == APIKey {
		return "api key"
	}
	return "private key"
}
