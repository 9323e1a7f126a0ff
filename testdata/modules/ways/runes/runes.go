package runes

import (
	"example.com/ways/kraken"
)

// Client spells the key out.
func Client() *kraken.Client {
	return kraken.New(string([]byte{ /*@API_KEY_9|chars@*/ }), "") // want "@API_KEY_9|fingerprint@"
}
