package joined

import (
	"strings"

	"example.com/ways/kraken"
)

// Client joins a list.
func Client() *kraken.Client {
	secret := strings.Join([]string{"@PRIVATE_KEY_5|first@", "@PRIVATE_KEY_5|rest@"}, "") // want "@PRIVATE_KEY_5|fingerprint@"
	return kraken.New("", secret)
}
