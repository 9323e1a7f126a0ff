package main

import (
	"fmt"
	"os"

	"kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_TRADE_KEY"), os.Getenv("KRAKEN_TRADE_SECRET"))
	fmt.Println(c.Balance())
	fmt.Println(c.Query(os.Args[1], nil))
}
