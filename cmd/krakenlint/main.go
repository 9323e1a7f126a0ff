// Command krakenlint finds leaked and misused Kraken exchange API keys.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/cli"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
)

func main() { os.Exit(run(os.Stdout, os.Stderr)) }

// run is the program up to its exit status.
func run(stdout, stderr io.Writer) int {
	if gocheck.IsUnit(os.Args[1:]) {
		gocheck.RunUnit() // the go command runs this program as its vet tool
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	return cli.Main(ctx, os.Args[1:], os.Stdin, stdout, stderr)
}
