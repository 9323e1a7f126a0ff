// Method expressions, promoted methods, a type switch.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/Ledgers /0/private/OpenOrders
package main

import (
	"os"

	"example.com/reach/kraken"
)

type account struct{ *kraken.Client }

type ledgers interface{ Ledgers() (any, error) }

func main() {
	a := account{kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))}
	_, _ = a.Balance()
	open := (*kraken.Client).OpenOrders
	_, _ = open(a.Client)
	var v any = a
	switch v := v.(type) {
	case ledgers:
		_, _ = v.Ledgers()
	}
}
