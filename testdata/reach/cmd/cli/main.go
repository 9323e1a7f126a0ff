// A tree of commands, filled by inits, with the client in a variable of the package.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance
package main

import (
	"os"

	"example.com/reach/cobra"
	"example.com/reach/kraken"
)

var client *kraken.Client

var root = &cobra.Command{Use: "bot"}

func init() {
	client = kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	root.AddCommand(balanceCmd, orderCmd)
}

var balanceCmd = &cobra.Command{Use: "balance", RunE: func(*cobra.Command, []string) error {
	_, err := client.Balance()
	return err
}}

var orderCmd = &cobra.Command{Use: "order", Run: order}

func order(_ *cobra.Command, args []string) { _, _ = client.AddOrder("XBTEUR", "buy", nil) }

func main() {
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}
