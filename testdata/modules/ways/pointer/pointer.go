package pointer

import (
	"example.com/ways/kraken"
)

func fill(secret *string) { *secret = "@PRIVATE_KEY_37@" } // want "@PRIVATE_KEY_37|fingerprint@"

// Client has a helper fill it in.
func Client() *kraken.Client {
	var secret string
	fill(&secret)
	return kraken.New("", secret)
}
