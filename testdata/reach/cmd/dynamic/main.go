// The method's name comes from outside: nothing is proved.
//
// want env:KRAKEN_API_KEY: ? /0/private/Balance
package main

import (
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_, _ = c.Balance()
	_, _ = c.Query(os.Args[1], nil) // unknown: asks Kraken for an endpoint that is not known: https://api.kraken.com/0/private/*, from argument 1 of kraken.(Client).Query
}
