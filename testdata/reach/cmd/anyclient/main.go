// The client in an any, in a context, in a map; found again by assertion.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/Ledgers
package main

import (
	"context"
	"os"

	"example.com/reach/kraken"
)

type ctxKey struct{}

func use(ctx context.Context) {
	_, _ = ctx.Value(ctxKey{}).(*kraken.Client).Balance()
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	use(context.WithValue(context.Background(), ctxKey{}, c))
	registry := map[string]any{"kraken": c}
	_, _ = registry["kraken"].(*kraken.Client).Ledgers()
}
