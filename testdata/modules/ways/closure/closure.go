package closure

import (
	"example.com/ways/kraken"
)

// Client calls a closure.
func Client() *kraken.Client {
	secret := "@PRIVATE_KEY_21@" // want "@PRIVATE_KEY_21|fingerprint@"
	connect := func() *kraken.Client { return kraken.New("", secret) }
	return connect()
}
