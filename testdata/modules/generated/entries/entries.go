// Package entries has keys in the map that a client is made with.
package entries

import ccxt "github.com/ccxt/ccxt/go/v4"

func Client() *ccxt.Kraken {
	return ccxt.NewKraken(map[string]any{
		"apiKey": "@API_KEY_1@",     // want "@API_KEY_1|fingerprint@"
		"secret": "@PRIVATE_KEY_1@", // want "@PRIVATE_KEY_1|fingerprint@"
	})
}
