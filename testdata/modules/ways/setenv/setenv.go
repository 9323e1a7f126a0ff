package setenv

import (
	"os"

	"example.com/ways/kraken"
)

func init() {
	os.Setenv("MY_SECRET", "@PRIVATE_KEY_19@") // want "@PRIVATE_KEY_19|fingerprint@"
}

// Client reads what init has set.
func Client() *kraken.Client { return kraken.New("", os.Getenv("MY_SECRET")) }
