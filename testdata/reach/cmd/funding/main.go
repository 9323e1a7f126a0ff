// Funding v1: one path, two verbs; the nonce in a header.
//
// want env:KRAKEN_API_KEY: /funding/v1/addresses#(GET) /funding/v1/addresses#(POST) /funding/v1/addresses/{id}#(DELETE)
package main

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"os"
)

type client struct{ key, secret string }

func (c client) do(verb, path string) {
	secret, _ := base64.StdEncoding.DecodeString(c.secret)
	mac := hmac.New(sha512.New, secret)
	mac.Write([]byte(path))
	req, _ := http.NewRequest(verb, "https://api.kraken.com"+path, nil)
	req.Header.Set("api-key", c.key)
	req.Header.Set("api-nonce", "1")
	req.Header.Set("api-sign", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	_, _ = http.DefaultClient.Do(req)
}

func main() {
	c := client{os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")}
	c.do("GET", "/funding/v1/addresses?asset=XBT")
	c.do("POST", "/funding/v1/addresses")
	c.do(http.MethodDelete, "/funding/v1/addresses/"+os.Args[1])
}
