// A private WebSocket: the keys of the REST client inside it, messages from maps.
//
// want env:KRAKEN_API_SPOT_PUBLIC: /0/private/GetWebSocketsToken ws2:add_order ws2:executions
package main

import (
	"os"

	"example.com/reach/sdk"
)

func main() {
	s := sdk.NewWebSocket()
	s.REST.PublicKey, s.REST.PrivateKey = os.Getenv("KRAKEN_API_SPOT_PUBLIC"), os.Getenv("KRAKEN_API_SPOT_SECRET")
	if err := s.Authenticate(); err != nil {
		panic(err)
	}
	_ = s.SubTicker()
	_ = s.SubExecutions()
	_ = s.AddOrder("BTC/EUR")
}
