package main

import (
	"fmt"
	"os"

	"kraken"
)

//krakenlint:permissions query-found
var key = os.Getenv("DESK_KEY") // want `unknown permission "query-found"; there are query-funds, .*`

func main() {
	c := kraken.New(key, os.Getenv("DESK_SECRET"))
	fmt.Println(c.Balance())
}
