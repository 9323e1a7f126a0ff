// A method that the table of generated clients does not have.
//
// want env:KRAKEN_API_KEY: ?
package main

import (
	"os"

	"github.com/ccxt/ccxt/go/v4"
)

func main() {
	k := ccxt.NewKraken(map[string]any{"apiKey": os.Getenv("KRAKEN_API_KEY"), "secret": os.Getenv("KRAKEN_API_SECRET")})
	<-k.FetchShiny() // unknown: asks Kraken for an endpoint that is not known: https://api.kraken.com/0/private/*
}
