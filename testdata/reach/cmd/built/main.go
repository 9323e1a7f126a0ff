// Paths that are put together in loops: a list joined piece by piece, with what stands
// before or between the pieces.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance /0/private/OpenOrders /0/private/CancelOrder
package main

import (
	"bytes"
	"net/url"
	"os"
	"strings"

	"example.com/reach/sdk"
)

func before(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte('/')
		b.WriteString(p)
	}
	return b.String()
}

func between(parts []string) string {
	var b bytes.Buffer
	b.WriteString("/")
	for i, p := range parts {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(p)
	}
	return b.String()
}

func after(parts ...string) string {
	b := new(strings.Builder)
	b.WriteString("/")
	for _, p := range parts {
		b.WriteString(p)
		b.WriteByte('/')
	}
	return strings.TrimRight(b.String(), "/")
}

func main() {
	r := sdk.NewREST()
	r.PublicKey, r.PrivateKey = os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")
	_, _ = r.Issue(before("0", "private", "Add"+"Order"), nil)
	_, _ = r.Issue(between([]string{"0", "private", "Balance"}), nil)
	_, _ = r.Issue(after("0", "private", "OpenOrders"), nil)
	address, _ := url.JoinPath("/0", "private", "CancelOrder")
	_, _ = r.Issue(address, nil)
}
