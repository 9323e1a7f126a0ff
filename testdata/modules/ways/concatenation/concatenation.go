package concatenation

import (
	"example.com/ways/kraken"
)

const head = "@PRIVATE_KEY_4|first@"

// Client joins parts.
func Client() *kraken.Client {
	secret := head + "@PRIVATE_KEY_4|rest@" // want "@PRIVATE_KEY_4|fingerprint@"
	return kraken.New("", secret)
}
