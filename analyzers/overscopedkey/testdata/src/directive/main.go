package main

import (
	"fmt"
	"os"

	"kraken"
)

// apiKey is that of the desk.
//
//krakenlint:permissions query-funds, modify-trades, withdraw-funds
func apiKey() string {
	return os.Getenv("DESK_KEY") // want `env:DESK_KEY can withdraw funds, and package main never does: excess withdraw-funds, modify-trades; the code uses query-funds; granted by krakenlint:permissions`
}

type config struct {
	Key    string //krakenlint:permissions query-funds, close-trades
	Secret string
}

func main() {
	cfg := config{
		Key:    os.Getenv("FIELD_KEY"), // want `env:FIELD_KEY can cancel and close orders, and package main never does: excess close-trades; .*`
		Secret: os.Getenv("FIELD_SECRET"),
	}
	fmt.Println(kraken.New(cfg.Key, cfg.Secret).Balance())

	//krakenlint:permissions query-funds, export-data
	local := os.Getenv("LOCAL_KEY") // want `env:LOCAL_KEY can export data, and package main never does: excess export-data; .*`
	fmt.Println(kraken.New(local, os.Getenv("LOCAL_SECRET")).Balance())

	c := kraken.New(apiKey(), os.Getenv("DESK_SECRET"))
	fmt.Println(c.Balance())
}
