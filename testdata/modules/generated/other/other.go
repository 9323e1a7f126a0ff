// Package other has keys of another exchange, of the same form.
package other

import "github.com/ccxt/ccxt/go/v4"

func Client() ccxt.IExchange {
	return ccxt.CreateExchange("bitstamp", map[string]any{
		"apiKey": "@API_KEY_6@",
		"secret": "@PRIVATE_KEY_6@",
	})
}

func Bitstamp() *ccxt.Bitstamp {
	b := ccxt.NewBitstamp(map[string]any{"apiKey": "@API_KEY_7@"})
	b.SetSecret("@PRIVATE_KEY_7@")
	return b
}
