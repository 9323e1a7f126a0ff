// The escape hatch with names that are known: a constant, a loop over a slice and a
// map, a switch, a helper's parameter.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance /0/private/CancelOrder /0/private/ClosedOrders /0/private/Withdraw
package main

import (
	"os"

	"example.com/reach/kraken"
)

const balance = "Balance"

var reports = []string{"ClosedOrders", "Ticker"}

var actions = map[string]string{"buy": "AddOrder", "stop": "CancelOrder"}

func ask(c *kraken.Client, name string) { _, _ = c.Query(name, nil) }

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_, _ = c.Query(balance, nil)
	for _, r := range reports {
		ask(c, r)
	}
	_, _ = c.Query(actions[os.Args[1]], nil)
	name := "Time"
	switch os.Args[2] {
	case "out":
		name = "Withdraw"
	}
	ask(c, name)
}
