// A function that calls what it is given, twice over.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/ClosedOrders
package main

import (
	"os"

	"example.com/reach/kraken"
)

func retry(f func() error) error {
	for range 3 {
		if err := f(); err == nil {
			return nil
		}
	}
	return nil
}

func twice(f func() error) func() error {
	return func() error { return retry(f) }
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_ = retry(func() error { _, err := c.Balance(); return err })
	_ = twice(func() error { _, err := c.ClosedOrders(); return err })()
}
