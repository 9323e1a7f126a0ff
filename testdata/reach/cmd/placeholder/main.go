// A client with placeholders for public data beside a real one.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"os"

	"example.com/reach/kraken"
)

func main() {
	public := kraken.New("KEY", "SECRET")
	_, _ = public.Ticker()
	private := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	_, _ = private.Balance()
}
