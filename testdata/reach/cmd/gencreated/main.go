// A generated client that is made by its name and kept in an interface.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/BalanceEx
package main

import (
	"os"

	"github.com/ccxt/ccxt/go/v4"
)

func rebalance(x ccxt.IExchange) {
	if _, err := x.FetchTicker("BTC/EUR"); err != nil {
		return
	}
	_, _ = x.FetchBalance()
	_, _ = x.CreateOrder("BTC/EUR", "market", "buy", 0.1)
}

func main() {
	rebalance(ccxt.CreateExchange("kraken", map[string]any{
		"apiKey": os.Getenv("KRAKEN_API_KEY"),
		"secret": os.Getenv("KRAKEN_API_SECRET"),
	}))
}
