//go:build ignore

package main

import "example.com/broken/kraken"

func main() {
	_ = kraken.New("", "@PRIVATE_KEY_6@").Balance() // want "@PRIVATE_KEY_6|fingerprint@"
}
