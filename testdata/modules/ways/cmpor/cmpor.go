package cmpor

import (
	"cmp"
	"os"

	"example.com/ways/kraken"
)

// Client takes the first that is set.
func Client() *kraken.Client {
	return kraken.New("", cmp.Or(os.Getenv("KRAKEN_API_SECRET"), "@PRIVATE_KEY_31@")) // want "@PRIVATE_KEY_31|fingerprint@"
}
