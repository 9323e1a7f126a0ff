// A method by name: nothing is proved.
//
// want env:KRAKEN_API_KEY: ?
package main

import (
	"os"
	"reflect"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	reflect.ValueOf(c).MethodByName(os.Args[1]).Call(nil) // unknown: calls a method by reflection that may ask Kraken for anything
}
