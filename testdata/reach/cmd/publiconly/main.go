// A key that is only ever there: the signing function is reached by nothing.
//
// want env:KRAKEN_API_KEY: none
package main

import (
	"fmt"
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	fmt.Println(c.Ticker())
}
