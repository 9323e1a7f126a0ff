// A feed that is not known, in a message that only a holder of the key can send.
//
// want env:KRAKEN_FUTURES_KEY: ? wsf:challenge
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
	_ = f.Subscribe(os.Args[1]) // unknown: sends Kraken a message whose feed is not known, from argument 1 of feeds.(Feeds).Subscribe
}
