package interfaces

import (
	"example.com/ways/kraken"
)

type static struct{}

func (static) Public() string  { return "@API_KEY_22@" }     // want "@API_KEY_22|fingerprint@"
func (static) Private() string { return "@PRIVATE_KEY_22@" } // want "@PRIVATE_KEY_22|fingerprint@"

// Client goes through an interface.
func Client() *kraken.Client { return kraken.FromPair(static{}) }
