// Package environment names variables and holds nothing.
package environment

import (
	"os"

	"example.com/clean/kraken"
)

const envSecret = "KRAKEN_API_SECRET"

// Client reads the environment.
func Client() *kraken.Client {
	return kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv(envSecret))
}
