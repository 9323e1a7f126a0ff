// WebSocket v2 with struct tags; the token comes from the REST client.
//
// want env:KRAKEN_API_KEY: /0/private/GetWebSocketsToken ws2:balances ws2:cancel_all
package main

import (
	"encoding/json"
	"net"
	"os"

	"example.com/reach/kraken"
)

type params struct {
	Channel string `json:"channel,omitempty"`
	Token   string `json:"token"`
}

type message struct {
	Method string `json:"method"`
	Params params `json:"params"`
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	token, err := c.Token()
	if err != nil {
		panic(err)
	}
	conn, _ := net.Dial("tcp", "ws-auth.kraken.com:443")
	enc := json.NewEncoder(conn)
	_ = enc.Encode(message{Method: "subscribe", Params: params{Channel: "balances", Token: token}})
	_ = enc.Encode(message{Method: "cancel_all", Params: params{Token: token}})
}
