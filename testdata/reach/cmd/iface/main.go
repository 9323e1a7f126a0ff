// An interface that a factory in a third package fills; one embedded in another.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance
package main

import (
	"os"

	"example.com/reach/exchange"
	"example.com/reach/exchange/factory"
)

func run(e exchange.Exchange) error {
	if _, err := e.Funds(); err != nil {
		return err
	}
	return e.Buy("XBTEUR")
}

func main() {
	_ = run(factory.Make(os.Args[1], os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")))
}
