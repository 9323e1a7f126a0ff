// Command alert watches the orders.
package main

import (
	"fmt"
	"log"
	"os"

	"example.com/desk/kraken"
)

// settings are those of the test account.
var settings = map[string]string{
	"code": "@PRIVATE_KEY_1@",
}

func main() {
	client, err := kraken.New(os.Getenv("ALERT_API_KEY"), settings["code"])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(client.OpenOrders())
}
