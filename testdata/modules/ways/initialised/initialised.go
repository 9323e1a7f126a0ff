package initialised

import (
	"example.com/ways/kraken"
)

var client *kraken.Client

func init() {
	client = &kraken.Client{Secret: "@PRIVATE_KEY_38@"} // want "@PRIVATE_KEY_38|fingerprint@"
}

// Balance uses what init made.
func Balance() error { return client.Balance() }
