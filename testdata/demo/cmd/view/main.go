// Command view prints the balance.
package main

import (
	"fmt"
	"log"
	"os"

	"example.com/desk/kraken"
)

func main() {
	client, err := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(client.Balance())
}
