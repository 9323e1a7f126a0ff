// Closures in a field, a map of method values, a slice of functions.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/CancelOrder /0/private/Ledgers /0/private/OpenOrders
package main

import (
	"os"

	"example.com/reach/kraken"
)

type strategy struct{ stop func(id string) error }

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	s := strategy{stop: func(id string) error {
		_, err := c.CancelOrder(id)
		return err
	}}
	reports := map[string]func() (any, error){"open": c.OpenOrders, "ledger": c.Ledgers}
	_, _ = reports[os.Args[1]]()
	for _, f := range []func(){func() { _, _ = c.Balance() }} {
		f()
	}
	_ = s.stop("id")
}
