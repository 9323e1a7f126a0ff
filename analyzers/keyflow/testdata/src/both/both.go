package both // want package:"2 packages, 1 clients"

// Package both uses a client for each exchange. Behind a credential stands the exchange that
// is found for it.

import "either"

func Spot() {
	s := &either.Spot{Base: either.Base{Key: "@API_KEY_70@"}} // spot
	s.Secret = "@PRIVATE_KEY_70@"                             // spot
	s.Balance()
}

func Futures() {
	f := &either.Futures{}
	f.Key = "@API_KEY_71@"        // futures
	f.Secret = "@PRIVATE_KEY_71@" // futures
	f.Accounts()
}
