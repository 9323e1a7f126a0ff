// The same exchange, of which only the reading half is ever called.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"fmt"
	"os"

	"example.com/reach/exchange"
	"example.com/reach/exchange/factory"
)

func show(r exchange.Reader) { fmt.Println(r.Funds()) }

func main() {
	show(factory.Make("kraken", os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")))
}
