package embedded

import (
	"example.com/ways/kraken"
)

type account struct{ kraken.Client }

type desk struct{ *account }

// Client sets promoted fields.
func Client() *kraken.Client {
	d := desk{new(account)}
	d.Key = "@API_KEY_29@"                // want "@API_KEY_29|fingerprint@"
	d.account.Secret = "@PRIVATE_KEY_29@" // want "@PRIVATE_KEY_29|fingerprint@"
	return &d.Client
}
