// A key that is typed in comes from nowhere that has a name, but it is a key.
//
// want unknown: /0/private/Balance
package main

import (
	"fmt"

	"example.com/reach/kraken"
)

func main() {
	var key, secret string
	fmt.Print("key and secret: ")
	_, _ = fmt.Scanln(&key, &secret)
	_, _ = kraken.New(key, secret).Balance()
}
