package stringops

import (
	"strings"

	"example.com/ways/kraken"
)

// Client takes the key out of text.
func Client() *kraken.Client {
	key := strings.TrimSpace(" @API_KEY_32@\n")                      // want "@API_KEY_32|fingerprint@"
	secret := strings.ReplaceAll("@PRIVATE_KEY_32|dashes@", "-", "") // want "@PRIVATE_KEY_32|fingerprint@"
	return kraken.New(key, secret)
}
