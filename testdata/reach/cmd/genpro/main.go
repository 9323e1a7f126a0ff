// A generated client that also listens over a WebSocket.
//
// want env:KRAKEN_API_KEY: /0/private/BalanceEx /0/private/GetWebSocketsToken ws2:executions
package main

import (
	"os"

	ccxtpro "github.com/ccxt/ccxt/go/v4/pro"
)

func main() {
	k := ccxtpro.NewKraken(nil)
	k.ApiKey = os.Getenv("KRAKEN_API_KEY")
	k.SetSecret(os.Getenv("KRAKEN_API_SECRET"))
	_, _ = k.FetchBalance()
	for {
		if orders, err := k.WatchOrders(); err != nil || len(orders) > 0 {
			return
		}
	}
}
