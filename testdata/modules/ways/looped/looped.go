package looped

import (
	"example.com/ways/kraken"
)

// Clients makes one client for each account.
func Clients() (all []*kraken.Client) {
	for _, account := range []struct{ key, secret string }{
		{"@API_KEY_36@", "@PRIVATE_KEY_36@"}, // want "@API_KEY_36|fingerprint@" "@PRIVATE_KEY_36|fingerprint@"
	} {
		all = append(all, kraken.New(account.key, account.secret))
	}
	return all
}
