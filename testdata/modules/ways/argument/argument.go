package argument

import (
	"example.com/ways/kraken"
)

// Client has the literals as arguments, on one line.
func Client() *kraken.Client {
	return kraken.New("@API_KEY_2@", "@PRIVATE_KEY_2@") // want "@API_KEY_2|fingerprint@" "@PRIVATE_KEY_2|fingerprint@"
}
