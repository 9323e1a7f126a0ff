// A message whose event is a promoted field, which is set on a parameter.
//
// want env:KRAKEN_API_KEY: /0/private/GetWebSocketsToken ws1:addOrder
package main

import (
	"encoding/json"
	"net"
	"os"

	"example.com/reach/kraken"
)

type auth struct {
	Event string `json:"event"`
	Token string `json:"token"`
}

type order struct {
	auth
	Pair string `json:"pair"`
}

type socket struct {
	conn  net.Conn
	token string
}

func (s *socket) add(o order) error {
	o.Event = "addOrder"
	o.Token = s.token
	return s.send(o)
}

func (s *socket) send(message any) error { return json.NewEncoder(s.conn).Encode(message) }

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	token, err := c.Token()
	if err != nil {
		panic(err)
	}
	conn, _ := net.Dial("tcp", "ws-auth.kraken.com:443")
	s := &socket{conn, token}
	_ = s.add(order{Pair: "XBT/EUR"})
}
