// Service objects: the request is made in Do.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder
package main

import (
	"context"
	"os"

	"example.com/reach/svc"
)

func main() {
	ctx := context.Background()
	c := svc.NewClient(svc.WithAuth(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")))
	_, _ = c.NewTickerService().Pair("XBTEUR").Do(ctx)
	_, _ = c.NewAddOrderService().Pair("XBTEUR").Do(ctx)
}
