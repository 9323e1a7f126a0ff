// Flags that a function is called with, and that are looked up.
//
// want flag:read-key: /0/private/Balance
// want flag:trade-key: /0/private/AddOrder
package main

import (
	"flag"

	"example.com/reach/kraken"
)

func value(name string) string { return flag.Lookup(name).Value.String() }

func main() {
	var key, secret string
	set := func(to *string) func(string) error {
		return func(s string) error {
			*to = s
			return nil
		}
	}
	flag.Func("read-key", "the key to read with", set(&key))
	flag.Func("read-secret", "its private half", set(&secret))
	flag.String("trade-key", "", "the key to trade with")
	flag.String("trade-secret", "", "its private half")
	flag.Parse()
	_, _ = kraken.New(key, secret).Balance()
	_, _ = kraken.New(value("trade-key"), value("trade-secret")).AddOrder("XBTEUR", "buy", nil)
}
