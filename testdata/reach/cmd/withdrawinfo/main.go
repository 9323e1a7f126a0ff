// Reads, and needs the permission to withdraw.
//
// want env:KRAKEN_API_KEY: /0/private/WithdrawInfo
package main

import (
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_, _ = c.WithdrawInfo("XBT", os.Getenv("KRAKEN_WITHDRAW_KEY"), "1")
}
