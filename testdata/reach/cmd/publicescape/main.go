// The escape hatch with public names only.
//
// want env:KRAKEN_API_KEY: none
package main

import (
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	for _, name := range []string{"Ticker", "Time"} {
		_, _ = c.Query(name, nil)
	}
}
