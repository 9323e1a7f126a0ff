// One function for public and private, which a parameter tells apart.
//
// want env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"os"
)

type client struct{ key, secret string }

func (c client) call(method string, private bool) {
	path := "/0/public/" + method
	if private {
		path = "/0/private/" + method
	}
	req, _ := http.NewRequest("POST", "https://api.kraken.com"+path, nil)
	if private {
		secret, _ := base64.StdEncoding.DecodeString(c.secret)
		mac := hmac.New(sha512.New, secret)
		mac.Write([]byte(path))
		req.Header.Set("API-Key", c.key)
		req.Header.Set("API-Sign", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	_, _ = http.DefaultClient.Do(req)
}

func main() {
	c := client{os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")}
	c.call("Time", false)
	c.call("Balance", true)
}
