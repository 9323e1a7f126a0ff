package selected

import (
	"example.com/ways/kraken"
)

func secret(live bool) string {
	switch {
	case live:
		return "@PRIVATE_KEY_35@" // want "@PRIVATE_KEY_35|fingerprint@"
	default:
		return ""
	}
}

var keys = [...]string{0: "", 1: "@API_KEY_35@"} // want "@API_KEY_35|fingerprint@"

// Client chooses.
func Client(live bool) *kraken.Client { return kraken.New(keys[1], secret(live)) }
