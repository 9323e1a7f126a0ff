// A generic wrapper, a generic constraint with methods, and a type that only a generic
// function makes a variable of.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/CancelOrder /0/private/ClosedOrders
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

type strategy[T any] interface {
	*T
	Use(*kraken.Client)
	Run()
}

func start[T any, P strategy[T]](c *kraken.Client) {
	var t T
	p := P(&t)
	p.Use(c)
	p.Run()
}

type stop struct{ c *kraken.Client }

func (s *stop) Use(c *kraken.Client) { s.c = c }
func (s *stop) Run()                 { _, _ = s.c.CancelOrder("id") }

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	funds := cache[map[string]string]{load: c.Balance}
	fmt.Println(funds.get(), history(c))
	start[stop](c)
}
