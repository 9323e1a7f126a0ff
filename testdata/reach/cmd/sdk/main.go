// Keys assigned to fields; a method that asks for another endpoint than its name says;
// the escape hatch with a path.
//
// want env:KRAKEN_API_SPOT_PUBLIC: /0/private/Balance /0/private/DepositMethods /0/private/TradesHistory
package main

import (
	"os"

	"example.com/reach/sdk"
)

func main() {
	r := sdk.NewREST()
	r.PublicKey = os.Getenv("KRAKEN_API_SPOT_PUBLIC")
	r.PrivateKey = os.Getenv("KRAKEN_API_SPOT_SECRET")
	_, _ = r.Time()
	_, _ = r.Balances()
	_, _ = r.DepositAddresses()
	_, _ = r.Request(sdk.RequestOptions{Auth: true, Method: "POST", Path: []any{0, "private", "TradesHistory"}})
}
