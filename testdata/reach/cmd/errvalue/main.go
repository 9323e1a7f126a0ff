// Functions that errors carry: what errors.As finds is called.
//
// want env:KRAKEN_API_KEY: /0/private/CancelOrder /0/private/ClosedOrders
package main

import (
	"errors"
	"os"

	"example.com/reach/kraken"
)

type undo struct{ do func() }

func (u undo) Error() string { return "half done" }

type retry struct{ again func() error }

func (r *retry) Error() string { return "try again" }

func work(c *kraken.Client) error {
	if len(os.Args) > 1 {
		return &retry{func() error { _, err := c.ClosedOrders(); return err }}
	}
	return undo{func() { _, _ = c.CancelOrder("id") }}
}

func main() {
	err := work(kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")))
	var u undo
	if errors.As(err, &u) {
		u.do()
	}
	var r *retry
	if errors.As(err, &r) {
		_ = r.again()
	}
}
