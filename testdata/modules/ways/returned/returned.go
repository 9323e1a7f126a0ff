package returned

import (
	"example.com/ways/kraken"
)

func secret() (string, error) { return "@PRIVATE_KEY_34@", nil } // want "@PRIVATE_KEY_34|fingerprint@"

func keys() (key string) {
	key = "@API_KEY_34@" // want "@API_KEY_34|fingerprint@"
	return
}

// Client calls helpers.
func Client() *kraken.Client {
	s, err := secret()
	if err != nil {
		panic(err)
	}
	return kraken.New(keys(), s)
}
