// Package ignored holds keys that somebody has looked at.
package ignored

import "example.com/clean/kraken"

//krakenlint:ignore hardcoded-key -- revoked on 2024-05-01
const secret = "@PRIVATE_KEY_1@"

// Client is silenced.
func Client() *kraken.Client {
	return kraken.New("@API_KEY_1@", secret) // krakenlint:ignore hardcoded-key -- belongs to the same pair
}
