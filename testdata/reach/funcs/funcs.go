// Package funcs keeps its private calls in fields of function type.
package funcs

import "example.com/reach/kraken"

type Private struct {
	Balance  func() (map[string]string, error)
	AddOrder func(pair string) (any, error)
	Ledgers  func() (any, error)
}

type API struct{ Private Private }

func New(key, secret string) *API {
	c := kraken.New(key, secret)
	api := &API{}
	api.Private.Balance = c.Balance
	api.Private.AddOrder = func(pair string) (any, error) { return c.AddOrder(pair, "buy", nil) }
	api.Private.Ledgers = c.Ledgers
	return api
}
