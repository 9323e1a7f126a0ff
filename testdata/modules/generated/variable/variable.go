// Package variable puts keys into the map one by one, from variables.
package variable

import "github.com/ccxt/ccxt/go/v4"

var account = struct{ id, code string }{
	id:   "@API_KEY_2@",     // want "@API_KEY_2|fingerprint@"
	code: "@PRIVATE_KEY_2@", // want "@PRIVATE_KEY_2|fingerprint@"
}

func Client() *ccxt.Krakenfutures {
	options := make(map[string]interface{})
	options["enableRateLimit"] = true
	options["apiKey"] = account.id
	options["secret"] = account.code
	return ccxt.NewKrakenfutures(options)
}
