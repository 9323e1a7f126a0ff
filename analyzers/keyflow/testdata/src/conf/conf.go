package conf // want package:"1 packages, 0 clients"

// Package conf has no part in Kraken: its values get a meaning where they are used.

import "os"

const Key = "@API_KEY_1@"

// Pair is exported for the struct's sake.
var Pair = struct{ Key, Secret string }{
	Key:    "@API_KEY_2@",
	Secret: "@PRIVATE_KEY_2@",
}

type Config struct{ Key, Secret string }

// Load reads the environment, with a fallback.
func Load() *Config {
	return &Config{
		Key:    Env("KRAKEN_API_KEY", "@API_KEY_3@"),
		Secret: Env("KRAKEN_API_SECRET", ""),
	}
}

func Env(name, fallback string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return fallback
}

// Unused never reaches a client.
var Unused = "@API_KEY_4@"
