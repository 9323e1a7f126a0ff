// WebSocket v1 as a template whose event comes from outside.
//
// want env:KRAKEN_API_KEY: ? /0/private/GetWebSocketsToken
package main

import (
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
	message := fmt.Sprintf(`{"event": "%s", "token": "%s"}`, os.Args[1], token)
	_, _ = conn.Write([]byte(message)) // unknown: sends Kraken a message whose event is not known
}
