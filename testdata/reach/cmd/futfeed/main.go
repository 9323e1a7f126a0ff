// The program names the feed, and a package that does not know Kraken sends the message.
//
// want env:KRAKEN_FUTURES_KEY: wsf:challenge wsf:notifications_auth
package main

import (
	"os"

	"example.com/reach/feeds"
	"example.com/reach/wire"
)

func main() {
	f := &feeds.Feeds{Conn: &wire.Conn{W: os.Stdout}}
	f.Public = os.Getenv("KRAKEN_FUTURES_KEY")
	f.Private = os.Getenv("KRAKEN_FUTURES_SECRET")
	_ = f.Challenge()
	_ = f.Subscribe("notifications_auth", map[string]any{"product_ids": os.Args})
}
