package setter

import (
	"example.com/ways/kraken"
)

// Client calls setters.
func Client() *kraken.Client {
	c := new(kraken.Client)
	c.SetKey("@API_KEY_24@")        // want "@API_KEY_24|fingerprint@"
	c.SetSecret("@PRIVATE_KEY_24@") // want "@PRIVATE_KEY_24|fingerprint@"
	return c
}
