// Command krakenlint finds leaked and misused Kraken exchange API keys.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/cli"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
)

func main() {
	if gocheck.IsUnit(os.Args[1:]) {
		gocheck.RunUnit() // the go command runs this program as its vet tool
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	status := cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}
