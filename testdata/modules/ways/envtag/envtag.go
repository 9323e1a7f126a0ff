package envtag

import (
	"os"
	"reflect"

	"example.com/ways/kraken"
)

type config struct {
	Key    string `env:"KRAKEN_KEY" envDefault:"@API_KEY_20@"` // want "@API_KEY_20|fingerprint@"
	Secret string `envDefault:"@PRIVATE_KEY_20@"`              // want "@PRIVATE_KEY_20|fingerprint@"
}

// parse is what libraries for this do.
func parse(target any) {
	fields := reflect.ValueOf(target).Elem()
	for i := range fields.NumField() {
		tag := fields.Type().Field(i).Tag
		value := os.Getenv(tag.Get("env"))
		if value == "" {
			value = tag.Get("envDefault")
		}
		fields.Field(i).SetString(value)
	}
}

// Client fills a struct from tags.
func Client() *kraken.Client {
	var c config
	parse(&c)
	return kraken.New(c.Key, c.Secret)
}
