// All of it is in the init of an import.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder
package main

import (
	"example.com/reach/plugins"
	_ "example.com/reach/plugins/trade"
)

func main() { plugins.RunAll() }
