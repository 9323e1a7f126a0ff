// Functions that errors carry: what errors.As or a type assertion finds is called.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/CancelOrder /0/private/ClosedOrders /0/private/Ledgers /0/private/OpenOrders
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

type asserted struct{ c *kraken.Client }

func (*asserted) Error() string { return "look again" }

type switched struct{ c *kraken.Client }

func (switched) Error() string { return "look elsewhere" }

type undoer interface {
	error
	Undo()
}

type undone struct{ c *kraken.Client }

func (undone) Error() string { return "undone" }
func (u undone) Undo()       { _, _ = u.c.Balance() }

func other(c *kraken.Client) error {
	switch len(os.Args) {
	case 1:
		return &asserted{c}
	case 2:
		return switched{c}
	}
	return undone{c}
}

func work(c *kraken.Client) error {
	if len(os.Args) > 1 {
		return &retry{func() error { _, err := c.ClosedOrders(); return err }}
	}
	return undo{func() { _, _ = c.CancelOrder("id") }}
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	err := work(c)
	var u undo
	if errors.As(err, &u) {
		u.do()
	}
	var r *retry
	if errors.As(err, &r) {
		_ = r.again()
	}
	err = other(c)
	if a, ok := err.(*asserted); ok {
		_, _ = a.c.Ledgers()
	}
	switch e := err.(type) {
	case switched:
		_, _ = e.c.OpenOrders()
	case undoer:
		e.Undo()
	}
}
