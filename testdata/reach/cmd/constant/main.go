// What a constant or a return before it keeps from running is not reached.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"os"

	"example.com/reach/kraken"
)

const (
	live    = false
	dryRun  = true
	verbose = live && len("x") > 0
)

func buy(c *kraken.Client) {
	if dryRun {
		return
	}
	_, _ = c.AddOrder("XBTEUR", "buy", nil)
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	if verbose || live && len(os.Args) > 1 {
		_, _ = c.CancelOrder("1")
	}
	if !live {
		_, _ = c.Balance()
	} else {
		_, _ = c.Withdraw("XBT", "home", "1")
	}
	for live {
		_, _ = c.Ledgers()
	}
	buy(c)
	return
	_, _ = c.OpenOrders()
}
