package once

import (
	"sync"

	"example.com/ways/kraken"
)

var secret = sync.OnceValue(func() string { return "@PRIVATE_KEY_39@" }) // want "@PRIVATE_KEY_39|fingerprint@"

// Client reads lazily.
func Client() *kraken.Client { return kraken.New("", secret()) }
