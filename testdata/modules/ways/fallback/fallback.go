package fallback

import (
	"os"

	"example.com/ways/kraken"
)

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

// Client falls back on literals.
func Client() *kraken.Client {
	secret, ok := os.LookupEnv("KRAKEN_API_SECRET")
	if !ok {
		secret = "@PRIVATE_KEY_18@" // want "@PRIVATE_KEY_18|fingerprint@"
	}
	return kraken.New(env("KRAKEN_API_KEY", "@API_KEY_18@"), secret) // want "@API_KEY_18|fingerprint@"
}
