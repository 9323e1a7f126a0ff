// A method of the private WebSocket that comes from outside: nothing is proved.
//
// want env:KRAKEN_API_KEY: ? /0/private/GetWebSocketsToken
package main

import (
	"os"

	"example.com/reach/sdk"
)

func main() {
	s := sdk.NewWebSocket()
	s.REST.PublicKey, s.REST.PrivateKey = os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")
	if err := s.Authenticate(); err != nil {
		panic(err)
	}
	_ = s.SendPrivate(os.Args[1], map[string]any{}) // unknown: sends Kraken a message whose method is not known, from argument 1 of sdk.(WebSocket).SendPrivate
}
