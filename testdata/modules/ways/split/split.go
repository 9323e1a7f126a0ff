package split

import (
	"strings"

	"example.com/ways/kraken"
)

const both = "@API_KEY_33@:@PRIVATE_KEY_33@" // want "@API_KEY_33|fingerprint@" "@PRIVATE_KEY_33|fingerprint@"

// Client splits what stands together.
func Client() *kraken.Client {
	parts := strings.Split(both, ":")
	return kraken.New(parts[0], parts[1])
}
