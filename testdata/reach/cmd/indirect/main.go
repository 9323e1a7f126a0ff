// A value that may name the variable which holds the key, looked up until it no longer does.
//
// want env:KRAKEN_API_KEY|env:${env:KRAKEN_API_KEY}|env:*: /0/private/Balance
package main

import (
	"os"
	"strings"

	"example.com/reach/kraken"
)

type config struct{ key, secret string }

// resolve follows "env:NAME".
func resolve(value string) string {
	for strings.HasPrefix(value, "env:") {
		value = os.Getenv(strings.TrimPrefix(value, "env:"))
	}
	return value
}

func main() {
	var c config
	c.key, c.secret = os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")
	c.key, c.secret = resolve(c.key), resolve(c.secret)
	_, _ = kraken.New(c.key, c.secret).Balance()
}
