// Package trade registers itself when it is imported.
package trade

import (
	"os"

	"example.com/reach/kraken"
	"example.com/reach/plugins"
)

func init() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	plugins.Register(func() { _, _ = c.AddOrder("XBTEUR", "buy", nil) })
}
