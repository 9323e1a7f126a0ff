// Requests in the elements of a list of numbers and truths, and in copies of a map whose
// keys are changed on the way.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/OpenOrders /0/private/Withdraw
package main

import (
	"os"
	"strings"

	"example.com/reach/kraken"
)

func succeeds(_ any, err error) bool { return err == nil }

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	done := []bool{succeeds(c.Balance()), succeeds(c.Withdraw("XBT", "cold", "1")), false}
	asked := map[string]string{}
	for name, method := range map[string]string{"orders": "open"} {
		name = strings.ToUpper(name)
		asked[name] = method + "Orders"
	}
	if done[0] && asked["ORDERS"] != "" {
		_, _ = c.OpenOrders()
	}
}
