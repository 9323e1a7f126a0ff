package far

import (
	"example.com/ways/helper"
)

// Client is two packages away.
func Client() any {
	return helper.Connect("@PRIVATE_KEY_41@") // want "@PRIVATE_KEY_41|fingerprint@"
}
