// Two generated clients with a key each; one calls what its base makes of its own methods,
// the other an endpoint by its implicit name.
//
// want env:FUTURES_KEY: /derivatives/api/v3/accounts /derivatives/api/v3/sendorder
// want env:SPOT_KEY: /0/private/WithdrawInfo
package main

import (
	"os"

	"github.com/ccxt/ccxt/go/v4"
)

func config(name string) map[string]any {
	return map[string]any{"apiKey": os.Getenv(name + "_KEY"), "secret": os.Getenv(name + "_SECRET")}
}

func main() {
	spot := ccxt.NewKraken(config("SPOT"))
	futures := ccxt.NewKrakenfutures(config("FUTURES"))
	<-spot.PrivatePostWithdrawInfo(nil)
	<-spot.Core.FetchTicker("BTC/EUR")
	_, _ = futures.FetchBalance()
	<-futures.CreateLimitOrder("PF_XBTUSD", "buy", 1, 10)
}
