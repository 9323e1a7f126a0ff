package tested

import (
	"example.com/ways/kraken"
)

// Client passes on what it is given.
func Client(key, secret string) *kraken.Client { return kraken.New(key, secret) }
