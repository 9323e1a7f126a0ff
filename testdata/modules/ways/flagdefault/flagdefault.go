package main

import (
	"flag"

	"example.com/ways/kraken"
)

func main() {
	key := flag.String("key", "@API_KEY_17@", "the API key") // want "@API_KEY_17|fingerprint@"
	var secret string
	flag.StringVar(&secret, "secret", "@PRIVATE_KEY_17@", "the private key") // want "@PRIVATE_KEY_17|fingerprint@"
	flag.Parse()
	_ = kraken.New(*key, secret).Balance()
}
