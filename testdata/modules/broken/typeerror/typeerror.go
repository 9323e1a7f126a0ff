package typeerror

import "example.com/broken/kraken"

// Client is in a package that does not compile.
func Client() *kraken.Client {
	var unused int
	secret := "@PRIVATE_KEY_4@" // want "@PRIVATE_KEY_4|fingerprint@"
	undefined(secret)
	return kraken.New("", secret)
}
