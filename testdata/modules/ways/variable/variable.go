package variable

import (
	"example.com/ways/kraken"
)

var key, secret = "@API_KEY_3@", "@PRIVATE_KEY_3@" // want "@API_KEY_3|fingerprint@" "@PRIVATE_KEY_3|fingerprint@"

// Client makes a client of package variables.
func Client() *kraken.Client {
	k := key
	return kraken.New(k, secret)
}
