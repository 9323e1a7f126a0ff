// Package optimiser talks to kraken.io, which makes images smaller.
package optimiser

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// Kraken is a client of kraken.io.
type Kraken struct{ auth map[string]string }

// New takes a key of kraken.io.
func New(key, secret string) *Kraken {
	return &Kraken{map[string]string{"api_key": key, "api_secret": secret}}
}

// Shrink sends a URL.
func (k *Kraken) Shrink(url string) error {
	body, err := json.Marshal(map[string]any{"auth": k.auth, "url": url, "wait": true})
	if err != nil {
		return err
	}
	_, err = http.Post("https://api.kraken.io/v1/url", "application/json", bytes.NewReader(body))
	return err
}

// Default has a key of the wrong Kraken.
func Default() *Kraken {
	return New("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210fedcba98")
}
