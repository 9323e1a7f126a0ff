package envtag

import (
	"example.com/ways/kraken"
)

type config struct {
	Key    string `env:"KRAKEN_KEY" envDefault:"@API_KEY_20@"` // want "@API_KEY_20|fingerprint@"
	Secret string `default:"@PRIVATE_KEY_20@"`                 // want "@PRIVATE_KEY_20|fingerprint@"
}

func parse(any) {}

// Client fills a struct from tags.
func Client() *kraken.Client {
	var c config
	parse(&c)
	return kraken.New(c.Key, c.Secret)
}
