// Moves funds with the permission to read.
//
// want env:KRAKEN_API_KEY: /0/private/WalletTransfer
package main

import (
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_, _ = c.WalletTransfer("XBT", "1")
}
