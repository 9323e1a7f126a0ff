// Services that are asked of a container by type or by name.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/OpenOrders
package main

import (
	"os"

	"example.com/reach/kraken"
	"example.com/reach/samber/do"
)

type orders interface{ OpenOrders() (any, error) }

type desk struct{ client *kraken.Client }

func (d *desk) Buy() { _, _ = d.client.AddOrder("XBTEUR", "buy", nil) }

func newClient(i *do.Injector) (*kraken.Client, error) {
	return kraken.New(do.MustInvokeNamed[string](i, "key"), do.MustInvokeNamed[string](i, "secret")), nil
}

func newOrders(i *do.Injector) (orders, error) { return do.MustInvoke[*kraken.Client](i), nil }

func newDesk(i *do.Injector) (*desk, error) { return &desk{do.MustInvoke[*kraken.Client](i)}, nil }

type ledger struct{}

func newLedger(i *do.Injector) (*ledger, error) { // nobody asks for it
	_, err := do.MustInvoke[*kraken.Client](i).Ledgers()
	return new(ledger), err
}

func main() {
	injector := do.New()
	do.ProvideNamedValue(injector, "key", os.Getenv("KRAKEN_API_KEY"))
	do.ProvideNamedValue(injector, "secret", os.Getenv("KRAKEN_API_SECRET"))
	do.Provide(injector, newClient)
	do.Provide(injector, newOrders)
	do.Provide(injector, newDesk)
	do.Provide(injector, newLedger)
	_, _ = do.MustInvoke[orders](injector).OpenOrders()
	do.MustInvoke[*desk](injector).Buy()
}
