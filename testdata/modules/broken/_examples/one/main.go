package main

import "example.com/broken/kraken"

func main() {
	_ = kraken.New("@API_KEY_7@", "").Balance() // want "@API_KEY_7|fingerprint@"
}
