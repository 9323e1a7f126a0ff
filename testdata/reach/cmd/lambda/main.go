// A handler that is passed as any.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"os"

	"example.com/reach/kraken"
	"example.com/reach/lambda"
)

func handle() error {
	_, err := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")).Balance()
	return err
}

func main() { lambda.Start(handle) }
