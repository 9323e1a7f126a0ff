// A token, and nothing known that is sent with it.
//
// want env:KRAKEN_API_KEY: /0/private/GetWebSocketsToken
package main

import (
	"fmt"
	"os"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	fmt.Println(c.Token())
}
