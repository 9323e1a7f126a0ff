package cgo

// #error the compiler must not see this
import "C"

import "example.com/broken/kraken"

// Client is in a package with C code.
func Client() *kraken.Client {
	C.puts(nil)
	return kraken.New("", "@PRIVATE_KEY_7@") // want "@PRIVATE_KEY_7|fingerprint@"
}
