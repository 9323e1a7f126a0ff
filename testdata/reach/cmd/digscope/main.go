// A container of dig: what is invoked decides what is made.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"os"

	"example.com/reach/go.uber.org/dig"
	"example.com/reach/kraken"
)

type config struct{ key, secret string }

func newConfig() *config {
	return &config{os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")}
}

func newClient(c *config) *kraken.Client { return kraken.New(c.key, c.secret) }

type account interface {
	Balance() (map[string]string, error)
}

type exchange interface {
	AddOrder(pair, side string, args map[string]string) (any, error)
}

type params struct {
	dig.In

	Account account `name:"main"`
}

func trade(e exchange) { _, _ = e.AddOrder("XBTEUR", "buy", nil) }

func main() {
	c := dig.New()
	for _, constructor := range []any{newConfig, trade} {
		_ = c.Provide(constructor)
	}
	_ = c.Provide(newClient, dig.As(new(account)), dig.Name("main"))
	_ = c.Invoke(func(p params) { _, _ = p.Account.Balance() })
}
