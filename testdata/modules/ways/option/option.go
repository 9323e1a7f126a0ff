package option

import (
	"example.com/ways/kraken"
)

// Client has options.
func Client() *kraken.Client {
	return kraken.Open(kraken.WithAuth(
		"@API_KEY_25@",     // want "@API_KEY_25|fingerprint@"
		"@PRIVATE_KEY_25@", // want "@PRIVATE_KEY_25|fingerprint@"
	))
}
