package composite

import (
	"example.com/ways/kraken"
)

// Client fills a configuration.
func Client() *kraken.Client {
	return kraken.FromConfig(&kraken.Config{
		APIKey:     "@API_KEY_13@",     // want "@API_KEY_13|fingerprint@"
		PrivateKey: "@PRIVATE_KEY_13@", // want "@PRIVATE_KEY_13|fingerprint@"
	})
}
