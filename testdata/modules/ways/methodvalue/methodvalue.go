package methodvalue

import (
	"example.com/ways/kraken"
)

// Client calls method values and expressions.
func Client() *kraken.Client {
	c := new(kraken.Client)
	set := c.SetKey
	set("@API_KEY_30@")                               // want "@API_KEY_30|fingerprint@"
	(*kraken.Client).SetSecret(c, "@PRIVATE_KEY_30@") // want "@PRIVATE_KEY_30|fingerprint@"
	return c
}
