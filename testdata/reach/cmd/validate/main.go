// A dry run needs the permission all the same.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder
package main

import (
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_, _ = c.AddOrder("XBTEUR", "buy", map[string]string{"validate": "true"})
}
