package helper

import (
	"example.com/ways/kraken"
)

// Connect stands between the client and those who call it.
func Connect(secret string) *kraken.Client { return connect(secret, "") }

func connect(secret, key string) *kraken.Client { return kraken.New(key, secret) }
