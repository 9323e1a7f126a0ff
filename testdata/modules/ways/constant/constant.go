package constant

import (
	"example.com/ways/kraken"
)

const (
	key    = "@API_KEY_1@"     // want "@API_KEY_1|fingerprint@"
	secret = "@PRIVATE_KEY_1@" // want "@PRIVATE_KEY_1|fingerprint@"
)

// Client makes a client of constants.
func Client() *kraken.Client { return kraken.New(key, secret) }
