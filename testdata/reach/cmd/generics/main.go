// A generic wrapper and a generic constraint with methods.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/ClosedOrders
package main

import (
	"fmt"
	"os"

	"example.com/reach/kraken"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

type orders interface{ ClosedOrders() (any, error) }

func history[C orders](c C) any { return must(c.ClosedOrders()) }

type cache[T any] struct{ load func() (T, error) }

func (c cache[T]) get() T { return must(c.load()) }

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	funds := cache[map[string]string]{load: c.Balance}
	fmt.Println(funds.get(), history(c))
}
