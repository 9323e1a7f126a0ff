package missing

import (
	"github.com/nobody/nothing"

	"example.com/broken/kraken"
)

// Client is in a package whose imports are not there.
func Client() *kraken.Client {
	nothing.Configure("x")
	return kraken.New("@API_KEY_5@", "") // want "@API_KEY_5|fingerprint@"
}
