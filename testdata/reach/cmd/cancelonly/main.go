// A dead man's switch: needs close-trades and no more.
//
// want env:KRAKEN_API_KEY: /0/private/CancelOrder
package main

import (
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	defer func() { _, _ = c.CancelOrder("id") }()
}
