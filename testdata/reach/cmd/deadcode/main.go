// What nobody calls counts for nothing.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"fmt"
	"os"

	"example.com/reach/kraken"
)

type bot struct{ c *kraken.Client }

func (b *bot) trade() { _, _ = b.c.AddOrder("XBTEUR", "buy", nil) }

func forgotten(b *bot) { b.trade() }

func main() {
	b := &bot{kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))}
	fmt.Println(b.c.Balance())
}
