// Service objects behind an interface that all of them satisfy.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"context"
	"os"

	"example.com/reach/svc"
)

type doer interface {
	Do(ctx context.Context) ([]byte, error)
}

func retry(d doer) {
	for range 3 {
		if _, err := d.Do(context.Background()); err == nil {
			return
		}
	}
}

func main() {
	c := svc.NewClient(svc.WithAuth(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")))
	retry(c.NewTickerService())
	retry(c.NewBalanceService())
}
