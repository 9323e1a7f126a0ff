package maps

import (
	"example.com/ways/kraken"
)

var settings = map[string]string{
	"key":    "@API_KEY_14@",     // want "@API_KEY_14|fingerprint@"
	"secret": "@PRIVATE_KEY_14@", // want "@PRIVATE_KEY_14|fingerprint@"
}

// Client looks the key up.
func Client() *kraken.Client { return kraken.New(settings["key"], settings["secret"]) }
