// Package placeholders has clients that nobody can use.
package placeholders

import "example.com/clean/kraken"

// Clients have no keys.
func Clients() []*kraken.Client {
	return []*kraken.Client{
		kraken.New("KEY", "SECRET"),
		kraken.New("", ""),
		kraken.New("your-api-key", "your-private-key"),
		kraken.New("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "AAAA"),
	}
}
