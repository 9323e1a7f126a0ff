// A file whose variables are expanded in place before it is read.
//
// want config:kraken.key: /0/private/Balance
// want env:KRAKEN_API_KEY: /0/private/OpenOrders
package main

import (
	"encoding/json"
	"os"

	"example.com/reach/kraken"
)

type config struct {
	Kraken struct {
		Key    string `json:"key"`
		Secret string `json:"secret"`
	} `json:"kraken"`
}

func main() {
	data, _ := os.ReadFile(os.Args[1])
	data = []byte(os.ExpandEnv(string(data)))
	var c config
	_ = json.Unmarshal(data, &c)
	_, _ = kraken.New(c.Kraken.Key, c.Kraken.Secret).Balance()

	key, secret := os.ExpandEnv("${KRAKEN_API_KEY}"), os.ExpandEnv("$KRAKEN_API_SECRET")
	_, _ = kraken.New(key, secret).OpenOrders()
}
