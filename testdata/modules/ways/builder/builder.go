package builder

import (
	"example.com/ways/kraken"
)

// Client is built.
func Client() *kraken.Client {
	return new(kraken.Builder).
		APIKey("@API_KEY_26@").     // want "@API_KEY_26|fingerprint@"
		Secret("@PRIVATE_KEY_26@"). // want "@PRIVATE_KEY_26|fingerprint@"
		Build()
}
