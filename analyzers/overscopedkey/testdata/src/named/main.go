package main

import (
	"fmt"
	"os"

	"kraken"
)

func main() {
	reader := kraken.New(os.Getenv("KRAKEN_TRADE_KEY"), os.Getenv("KRAKEN_TRADE_SECRET")) // want `env:KRAKEN_TRADE_KEY can create and modify orders, and package main never does: excess modify-trades, close-trades; the code uses query-funds; granted by its name`
	fmt.Println(reader.Balance())

	trader := kraken.New(os.Getenv("KRAKEN_RW_KEY"), os.Getenv("KRAKEN_RW_SECRET"))
	fmt.Println(trader.CancelOrder("id"))

	//krakenlint:ignore overscoped-key -- the old key, until May
	old := kraken.New(os.Getenv("KRAKEN_ADMIN_KEY"), os.Getenv("KRAKEN_ADMIN_SECRET"))
	fmt.Println(old.ClosedOrders())
}
