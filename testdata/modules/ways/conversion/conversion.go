package conversion

import (
	"example.com/ways/kraken"
)

type secret string

// Client converts to and fro.
func Client() *kraken.Client {
	raw := []byte("@PRIVATE_KEY_7@") // want "@PRIVATE_KEY_7|fingerprint@"
	return kraken.New("", string(secret(raw)))
}
