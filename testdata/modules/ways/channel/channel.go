package channel

import (
	"example.com/ways/kraken"
)

// Client receives the key.
func Client() *kraken.Client {
	secrets := make(chan string, 1)
	go func() { secrets <- "@PRIVATE_KEY_27@" }() // want "@PRIVATE_KEY_27|fingerprint@"
	return kraken.New("", <-secrets)
}
