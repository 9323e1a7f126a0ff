// Futures WebSocket: a challenge and feeds, one of them public.
//
// want env:KRAKEN_FUTURES_KEY: wsf:balances wsf:challenge wsf:fills
package main

import (
	"net"
	"os"

	"example.com/reach/fut"
)

func main() {
	conn, err := net.Dial("tcp", "futures.kraken.com:443")
	if err != nil {
		panic(err)
	}
	s := fut.New(os.Getenv("KRAKEN_FUTURES_KEY"), os.Getenv("KRAKEN_FUTURES_SECRET")).Stream(conn)
	_ = s.Challenge()
	_ = s.Ticker()
	for _, feed := range []string{"balances", "fills"} {
		_ = s.Subscribe(feed)
	}
}
