package hexencoded

import (
	"encoding/hex"

	"example.com/ways/kraken"
)

const encoded = "@PRIVATE_KEY_11|hex@" // want "@PRIVATE_KEY_11|fingerprint@"

// Client decodes hex.
func Client() *kraken.Client {
	raw, _ := hex.DecodeString(encoded)
	return kraken.New("", string(raw))
}
