// Package created makes the client by its name.
package created

import "github.com/ccxt/ccxt/go/v4"

const (
	name  = "kraken"
	front = "@PRIVATE_KEY_3|first@"
)

func Client() ccxt.IExchange {
	return ccxt.CreateExchange(name, map[string]any{
		"apiKey": "@API_KEY_3@",                  // want "@API_KEY_3|fingerprint@"
		"secret": front + "@PRIVATE_KEY_3|rest@", // want "@PRIVATE_KEY_3|fingerprint@"
	})
}
