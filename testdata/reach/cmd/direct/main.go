// The least that a program can do.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"fmt"
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	fmt.Println(c.Time())
	fmt.Println(c.Balance())
}
