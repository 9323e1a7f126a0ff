// Commands that are structs: each has the flags that it needs and is run where it is chosen.
//
// want flag:key|env:KRAKEN_READ_KEY: /0/private/Balance
// want flag:trade-key: /0/private/AddOrder
package main

import (
	"example.com/reach/alecthomas/kong"
	"example.com/reach/kraken"
)

type report struct {
	Key    string `env:"KRAKEN_READ_KEY"`
	Secret string `env:"KRAKEN_READ_SECRET"`
}

func (r *report) Run() error {
	_, err := kraken.New(r.Key, r.Secret).Balance()
	return err
}

type order struct {
	TradeKey    string
	TradeSecret string
}

func (o *order) Run() error {
	_, err := kraken.New(o.TradeKey, o.TradeSecret).AddOrder("XBTEUR", "buy", nil)
	return err
}

func main() {
	var commands struct {
		Report report `cmd:""`
		Trade  struct {
			Order order `cmd:""`
		} `cmd:""`
	}
	_ = kong.Parse(&commands).Run()
}
