// Package field sets the keys of a client that is there already.
package field

import "github.com/ccxt/ccxt/go/v4"

func Client() *ccxt.Kraken {
	k := ccxt.NewKraken(nil)
	k.ApiKey = "@API_KEY_4@"       // want "@API_KEY_4|fingerprint@"
	k.SetSecret("@PRIVATE_KEY_4@") // want "@PRIVATE_KEY_4|fingerprint@"
	return k
}
