package base64encoded

import (
	"encoding/base64"

	"example.com/ways/kraken"
)

// Client decodes a key that is encoded once more.
func Client() *kraken.Client {
	raw, err := base64.StdEncoding.DecodeString("@PRIVATE_KEY_10|base64@") // want "@PRIVATE_KEY_10|fingerprint@"
	if err != nil {
		panic(err)
	}
	return kraken.New("", string(raw))
}
