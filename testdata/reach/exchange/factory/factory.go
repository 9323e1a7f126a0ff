// Package factory makes the one exchange that there is.
package factory

import (
	"example.com/reach/exchange"
	"example.com/reach/kraken"
)

type adapter struct{ c *kraken.Client }

func (a adapter) Funds() (map[string]string, error) { return a.c.Balance() }

func (a adapter) Buy(pair string) error {
	_, err := a.c.AddOrder(pair, "buy", nil)
	return err
}

// Make returns the exchange of that name.
func Make(name, key, secret string) exchange.Exchange {
	switch name {
	case "kraken":
		return adapter{kraken.New(key, secret)}
	}
	return nil
}
