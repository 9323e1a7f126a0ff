// The tests trade, the program reads.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"fmt"
	"os"

	"example.com/reach/kraken"
)

var client = kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))

func main() { fmt.Println(client.Balance()) }
