package importer

import (
	"example.com/broken/kraken"
	"example.com/broken/missing"
)

// Client is in a package that imports such a one.
func Client() *kraken.Client {
	_ = missing.Client()
	return kraken.New("", "@PRIVATE_KEY_5@") // want "@PRIVATE_KEY_5|fingerprint@"
}
