// Private calls in fields of function type; one of the three is called.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
// may env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Ledgers
package main

import (
	"os"

	"example.com/reach/funcs"
)

func main() {
	api := funcs.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_, _ = api.Private.Balance()
}
