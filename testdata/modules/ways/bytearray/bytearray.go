package bytearray

import (
	"example.com/ways/kraken"
)

var secret = [64]byte{ /*@PRIVATE_KEY_8|bytes@*/ } // want "@PRIVATE_KEY_8|fingerprint@"

// Client has the key as bytes.
func Client() *kraken.Client { return kraken.NewFromBytes("", secret[:]) }
