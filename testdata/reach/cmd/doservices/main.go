// Services that are asked of a container by type, by name, by what they can do, and for the
// fields of a struct.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance /0/private/CancelOrder /0/private/ClosedOrders /0/private/OpenOrders
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

type canceller interface{ Cancel() }

type stopper struct{ client *kraken.Client }

func (s *stopper) Cancel() { _, _ = s.client.CancelOrder("id") }

func newStopper(i *do.Injector) (*stopper, error) {
	return &stopper{do.MustInvoke[*kraken.Client](i)}, nil
}

type report struct {
	Client *kraken.Client `do:""`
	Spare  *kraken.Client `do:"spare"`
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
	do.Provide(injector, newStopper)
	do.MustInvokeAs[canceller](injector).Cancel()
	do.ProvideNamedValue(injector, "spare", do.MustInvoke[*kraken.Client](injector))
	r := do.MustInvokeStruct[report](injector)
	_, _ = r.Client.Balance()
	_, _ = r.Spare.ClosedOrders()
}
