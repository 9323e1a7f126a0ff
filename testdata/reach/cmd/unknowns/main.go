// Several messages through one function: each whose method is not known is named.
//
// want env:KRAKEN_API_KEY: ? /0/private/GetWebSocketsToken ws2:add_order
package main

import (
	"encoding/json"
	"net"
	"os"

	"example.com/reach/kraken"
)

type message struct {
	Method string         `json:"method"`
	Params map[string]any `json:"params"`
}

type socket struct {
	conn  net.Conn
	token string
}

func (s *socket) send(m message) {
	m.Params["token"] = s.token
	data, _ := json.Marshal(m)
	_, _ = s.conn.Write(data)
}

func (s *socket) ask(method string) {
	s.send(message{method, map[string]any{}})
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	token, _ := c.Token()
	conn, _ := net.Dial("tcp", "ws-auth.kraken.com:443")
	s := &socket{conn, token}
	s.send(message{os.Args[1], map[string]any{}})                 // unknown: sends Kraken a message whose method is not known
	s.send(message{Method: os.Args[2], Params: map[string]any{}}) // unknown: sends Kraken a message whose method is not known
	s.ask(os.Getenv("METHOD"))                                    // unknown: sends Kraken a message whose method is not known, from argument 1 of unknowns.(socket).ask
	s.send(message{Method: "add_order", Params: map[string]any{}})
}
