// The key is in a transport that signs whatever passes; the paths are elsewhere.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/OpenOrders
package main

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"os"
)

type signer struct{ key, secret string }

func (s signer) RoundTrip(req *http.Request) (*http.Response, error) {
	secret, _ := base64.StdEncoding.DecodeString(s.secret)
	mac := hmac.New(sha512.New, secret)
	mac.Write([]byte(req.URL.Path))
	req.Header.Set("API-Key", s.key)
	req.Header.Set("API-Sign", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return http.DefaultTransport.RoundTrip(req)
}

func main() {
	c := &http.Client{Transport: signer{os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")}}
	_, _ = c.Post("https://api.kraken.com/0/private/Balance", "", nil)
	req, _ := http.NewRequest("POST", "https://api.kraken.com/0/private/OpenOrders", nil)
	_, _ = c.Do(req)
}
