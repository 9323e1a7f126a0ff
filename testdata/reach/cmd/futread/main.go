// Futures: reads, of one path the reading verb.
//
// want env:KRAKEN_FUTURES_KEY: /derivatives/api/v3/accounts /derivatives/api/v3/leveragepreferences#(GET)
package main

import (
	"os"

	"example.com/reach/fut"
)

func main() {
	c := fut.New(os.Getenv("KRAKEN_FUTURES_KEY"), os.Getenv("KRAKEN_FUTURES_SECRET"))
	_ = c.Tickers()
	_ = c.Accounts()
	_ = c.Leverage()
}
