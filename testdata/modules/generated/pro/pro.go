// Package pro uses the client that speaks over WebSockets.
package pro

import ccxtpro "github.com/ccxt/ccxt/go/v4/pro"

func config(id, code string) map[string]any { return map[string]any{"secret": code, "apiKey": id} }

func Client() *ccxtpro.Kraken {
	return ccxtpro.NewKraken(config("@API_KEY_5@", "@PRIVATE_KEY_5@")) // want "@API_KEY_5|fingerprint@" "@PRIVATE_KEY_5|fingerprint@"
}
