// Two keys in one program: each is charged with its own client's calls.
//
// want env:KRAKEN_READ_KEY: /0/private/Balance /0/private/ClosedOrders
// want env:KRAKEN_TRADE_KEY: /0/private/AddOrder /0/private/CancelOrder
package main

import (
	"os"

	"example.com/reach/kraken"
)

type desk struct{ reader, trader *kraken.Client }

func (d *desk) report() {
	_, _ = d.reader.Balance()
	_, _ = d.reader.ClosedOrders()
}

func (d *desk) trade() {
	_, _ = d.trader.AddOrder("XBTEUR", "sell", nil)
	_, _ = d.trader.CancelOrder("id")
}

func main() {
	d := &desk{
		reader: kraken.New(os.Getenv("KRAKEN_READ_KEY"), os.Getenv("KRAKEN_READ_SECRET")),
		trader: kraken.New(os.Getenv("KRAKEN_TRADE_KEY"), os.Getenv("KRAKEN_TRADE_SECRET")),
	}
	d.report()
	d.trade()
}
