// Accounts in lists and maps of a file. Where only the way through the map differs it is one key.
//
// want config:accounts.key: /0/private/Balance
// want config:keys.KRAKEN_KEY: /0/private/Ledgers
package main

import (
	"encoding/json"
	"os"

	"example.com/reach/kraken"
)

type file struct {
	Accounts []struct{ Name, Key, Secret string } `json:"accounts"`
	Keys     map[string]string                    `json:"keys"`
}

func main() {
	f, err := os.Open("accounts.json")
	if err != nil {
		return
	}
	var c file
	_ = json.NewDecoder(f).Decode(&c)
	for _, a := range c.Accounts {
		if a.Name == "kraken" {
			_, _ = kraken.New(a.Key, a.Secret).Balance()
		}
	}
	for name, key := range c.Keys {
		println(name, len(key))
	}
	_, _ = kraken.New(c.Keys["KRAKEN_KEY"], c.Keys["KRAKEN_SECRET"]).Ledgers()
}
