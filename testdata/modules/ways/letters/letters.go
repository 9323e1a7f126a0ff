package letters

import (
	"strings"

	"example.com/ways/kraken"
)

// Client joins more pieces than any text has.
func Client() *kraken.Client {
	return kraken.New("", strings.Join([]string{ /*@PRIVATE_KEY_46|letters@*/ }, "")) // want "@PRIVATE_KEY_46|fingerprint@"
}
