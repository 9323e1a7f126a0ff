// Futures: the verb that writes, a path with a parameter, a withdrawal.
//
// want env:KRAKEN_FUTURES_KEY: /derivatives/api/v3/leveragepreferences#(PUT) /derivatives/api/v3/sendorder /derivatives/api/v3/subaccount/{subaccountUid}/trading-enabled#(GET) /derivatives/api/v3/withdrawal
package main

import (
	"os"

	"example.com/reach/fut"
)

func main() {
	c := fut.New(os.Getenv("KRAKEN_FUTURES_KEY"), os.Getenv("KRAKEN_FUTURES_SECRET"))
	_ = c.SetLeverage("PF_XBTUSD")
	_ = c.TradingEnabled(os.Args[1])
	_ = c.SendOrder()
	_ = c.Withdrawal()
}
