package good

import "example.com/broken/kraken"

// Client is in a package without mistakes.
func Client() *kraken.Client {
	return kraken.New("@API_KEY_4@", "") // want "@API_KEY_4|fingerprint@"
}
