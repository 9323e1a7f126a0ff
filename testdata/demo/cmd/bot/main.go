// Command bot trades.
package main

import (
	"log"
	"net/url"
	"os"

	"example.com/desk/kraken"
)

func main() {
	client, err := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.OpenOrders(); err != nil {
		log.Fatal(err)
	}
	if _, err := client.AddOrder(url.Values{"pair": {"XBTEUR"}, "type": {"buy"}}); err != nil {
		log.Fatal(err)
	}
}
