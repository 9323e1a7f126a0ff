// Package other has the key of another exchange, of the same form.
package other

import "github.com/ccxt/ccxt/go/v4"

func Client() ccxt.IExchange {
	return ccxt.CreateExchange("bitstamp", map[string]any{
		"apiKey": "@API_KEY_6@",
		"code":   "@PRIVATE_KEY_6@",
	})
}
