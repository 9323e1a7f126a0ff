// WebSocket v1 as text and as a map.
//
// want env:KRAKEN_API_KEY: /0/private/GetWebSocketsToken ws1:addOrder ws1:ownTrades
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	token, err := c.Token()
	if err != nil {
		panic(err)
	}
	conn, _ := net.Dial("tcp", "ws-auth.kraken.com:443")
	fmt.Fprintf(conn, `{"event":"subscribe","subscription":{"name":"ownTrades","token":"%s"}}`, token)
	data, _ := json.Marshal(map[string]string{"event": "addOrder", "token": token, "pair": "XBT/EUR"})
	_, _ = conn.Write(data)
}
