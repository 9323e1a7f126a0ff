// A program that looks for its flags itself.
//
// want flag:api-key: /0/private/Balance
// want flag:trade-key: /0/private/AddOrder
package main

import (
	"os"
	"strings"

	"example.com/reach/kraken"
)

func flag(name string) string {
	for _, arg := range os.Args {
		if strings.HasPrefix(arg, "-"+name) || strings.HasPrefix(arg, "--"+name) {
			if i := strings.Index(arg, "="); i > 0 {
				return arg[i+1:]
			}
		}
	}
	return ""
}

func main() {
	_, _ = kraken.New(flag("api-key"), flag("api-secret")).Balance()
	var key, secret string
	for _, arg := range os.Args[1:] {
		if v, ok := strings.CutPrefix(arg, "--trade-key="); ok {
			key = v
		}
		if strings.HasPrefix(arg, "--trade-secret=") {
			secret = strings.TrimPrefix(arg, "--trade-secret=")
		}
	}
	_, _ = kraken.New(key, secret).AddOrder("XBTEUR", "buy", nil)
}
