// The address begins with what a file says; the end of the path names the
// endpoint, where only one ends so.
//
// want env:KRAKEN_FUTURES_KEY: /derivatives/api/v3/sendorder /derivatives/api/v3/accounts ?
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"os"
)

type client struct{ base, key, secret string }

func (c client) do(verb, path, query string) {
	sum := sha256.Sum256([]byte(query + path))
	secret, _ := base64.StdEncoding.DecodeString(c.secret)
	mac := hmac.New(sha512.New, secret)
	mac.Write(sum[:])
	req, _ := http.NewRequest(verb, c.base+path+"?"+query, nil)
	req.Header.Set("APIKey", c.key)
	req.Header.Set("Authent", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	_, _ = http.DefaultClient.Do(req)
}

func main() {
	base, _ := os.ReadFile("base.txt")
	c := client{string(base), os.Getenv("KRAKEN_FUTURES_KEY"), os.Getenv("KRAKEN_FUTURES_SECRET")}
	c.do("POST", "/sendorder", "size=1")
	c.do("GET", "/accounts", "")
	c.do("GET", "/tickers", "")
	c.do("GET", "/status", "") // unknown: asks Kraken for an endpoint that is not known: */status?
}
