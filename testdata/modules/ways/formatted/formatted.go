package formatted

import (
	"fmt"

	"example.com/ways/kraken"
)

// Client formats the parts.
func Client() *kraken.Client {
	secret := fmt.Sprintf("%s%s", "@PRIVATE_KEY_6|first@", "@PRIVATE_KEY_6|rest@") // want "@PRIVATE_KEY_6|fingerprint@"
	return kraken.New("", secret)
}
