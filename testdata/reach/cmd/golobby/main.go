// Services of the container that all of a program shares: resolved, injected into the
// fields of a struct, and handed to functions.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/CancelOrder /0/private/OpenOrders
package main

import (
	"os"

	"example.com/reach/golobby/container"
	"example.com/reach/kraken"
)

type canceller interface{ CancelOrder(id string) (any, error) }

type book struct{ client *kraken.Client }

func (b *book) show() { _, _ = b.client.OpenOrders() }

type desk struct {
	Cancel canceller      `container:"type"`
	Spare  *kraken.Client `container:"name"`
	untold *book
}

func main() {
	_ = container.Singleton(func() *kraken.Client {
		return kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	})
	_ = container.NamedSingleton("Spare", func(c *kraken.Client) *kraken.Client { return c })
	_ = container.Singleton(func(c *kraken.Client) canceller { return c })
	_ = container.Singleton(func(c *kraken.Client) *book { return &book{c} })
	_ = container.Singleton(func(c *kraken.Client) error { // nobody asks for it
		_, err := c.Ledgers()
		return err
	})
	var d desk
	_ = container.Fill(&d)
	_, _ = d.Cancel.CancelOrder("id")
	_, _ = d.Spare.AddOrder("XBTEUR", "buy", nil)
	_ = container.Call(func(b *book) { b.show() })
	var c *kraken.Client
	_ = container.Resolve(&c)
	if c == nil {
		d.untold.show()
	}
}
