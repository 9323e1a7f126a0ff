package main

import (
	"fmt"
	"os"

	"kraken"
)

//krakenlint:permissions query-funds, modify-trades
var key = os.Getenv("DESK_KEY")

//krakenlint:permissions query-funds
var narrow = os.Getenv("NARROW_KEY")

func main() {
	c := kraken.New(key, os.Getenv("DESK_SECRET"))
	fmt.Println(c.Balance())
	fmt.Println(c.AddOrder("XBTEUR", "buy", nil))

	n := kraken.New(narrow, os.Getenv("NARROW_SECRET"))
	fmt.Println(n.Balance())
	fmt.Println(n.CancelOrder("id")) // lacks a permission: the check says so, the analyzer does not

	w := kraken.New(os.Getenv("KRAKEN_WITHDRAW_KEY"), os.Getenv("KRAKEN_WITHDRAW_SECRET"))
	fmt.Println(w.WithdrawInfo("XBT", "label", "1"))

	m := kraken.New(os.Getenv("MOVER_TRADE_KEY"), os.Getenv("MOVER_TRADE_SECRET"))
	fmt.Println(m.WalletTransfer("XBT", "1"))
}
