// Package either has a client for each of Kraken's exchanges; both keep keys in the same struct.
package either

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
)

type Base struct{ Key, Secret string }

func (b *Base) sign(text string) string {
	secret, _ := base64.StdEncoding.DecodeString(b.Secret)
	mac := hmac.New(sha512.New, secret)
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

type Spot struct{ Base }

func (s *Spot) Balance() {
	request, _ := http.NewRequest("POST", "https://api.kraken.com/0/private/Balance", nil)
	request.Header.Set("API-Key", s.Key)
	request.Header.Set("API-Sign", s.sign("/0/private/Balance"))
	_, _ = http.DefaultClient.Do(request)
}

type Futures struct{ Base }

func (f *Futures) Accounts() {
	request, _ := http.NewRequest("GET", "https://futures.kraken.com/derivatives/api/v3/accounts", nil)
	request.Header.Set("APIKey", f.Key)
	request.Header.Set("Authent", f.sign("/api/v3/accounts"))
	_, _ = http.DefaultClient.Do(request)
}
