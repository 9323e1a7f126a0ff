// Command app holds three keys, each with a client of its own.
//
// key env:KRAKEN_API_KEY|literal: /0/private/Balance
// key env:TRADER_KEY: /0/private/AddOrder
// key env:READER_KEY: ?
package main

import (
	"fmt"
	"os"

	"conf"
	"kraken"
)

type balancer interface{ Balance() (any, error) }

type service struct{ api balancer }

func (s *service) run() { _, _ = s.api.Balance() }

func client(name string) *kraken.Client {
	return kraken.New(os.Getenv(fmt.Sprintf("%s_KEY", name)), os.Getenv(name+"_SECRET"))
}

func main() {
	c := conf.Load()
	(&service{kraken.New(c.Key, c.Secret)}).run()
	go func(k *kraken.Client) { _, _ = k.AddOrder("XBTUSD") }(client("TRADER"))
	_, _ = client("READER").Query(os.Args[1])
	_, _ = kraken.New("", "").Time()
}

func unreached() { _, _ = client("OTHER").Balance() }
