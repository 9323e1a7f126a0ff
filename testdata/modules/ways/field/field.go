package field

import (
	"example.com/ways/kraken"
)

// Client assigns fields.
func Client() *kraken.Client {
	c := kraken.New("", "")
	c.Key = "@API_KEY_12@"        // want "@API_KEY_12|fingerprint@"
	c.Secret = "@PRIVATE_KEY_12@" // want "@PRIVATE_KEY_12|fingerprint@"
	return c
}
