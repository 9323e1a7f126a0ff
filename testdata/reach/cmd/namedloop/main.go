// Variables of the environment that a loop reads: each under the name that it was asked for.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
// want env:APP_TRADE_KEY: /0/private/AddOrder
package main

import (
	"fmt"
	"os"
	"strings"

	"example.com/reach/kraken"
)

func load(names []string) (map[string]string, error) {
	values := make(map[string]string)
	for _, name := range names {
		value, ok := os.LookupEnv(name)
		if !ok {
			return nil, fmt.Errorf("%s is not set", name)
		}
		values[name] = strings.TrimSpace(value)
	}
	return values, nil
}

var settings = map[string]string{}

func init() {
	for _, name := range []string{"trade_key", "trade_secret", "page"} {
		variable := "APP_" + strings.ToUpper(name)
		settings[name] = os.Getenv(variable)
	}
}

func main() {
	env, err := load([]string{"COIN_API_KEY", "KRAKEN_API_KEY", "KRAKEN_API_SECRET"})
	if err != nil {
		return
	}
	_, _ = kraken.New(env["KRAKEN_API_KEY"], env["KRAKEN_API_SECRET"]).Balance()
	_, _ = kraken.New(settings["trade_key"], settings["trade_secret"]).AddOrder("XBTEUR", "buy", nil)
}
