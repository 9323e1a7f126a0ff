package global

import (
	"example.com/ways/kraken"
	"example.com/ways/settings"
)

// Client takes a variable of another package.
func Client() *kraken.Client { return kraken.New("", settings.Secret) }
