// Package withdraw names addresses that are saved at Kraken.
package withdraw

import (
	"net/url"

	"example.com/clean/kraken"
)

// Address is a name, not a credential.
const Address = "cold-storage-of-the-desk-in-zurich-second-ledger-account"

// Values are those of a withdrawal.
func Values(client *kraken.Client) url.Values {
	return url.Values{"asset": {"XBT"}, "key": {Address}, "amount": {"1"}}
}
