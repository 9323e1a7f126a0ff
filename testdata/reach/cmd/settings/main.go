// Host and path of the address are settings, put together as a url.URL.
//
// want env:KRAKEN_FUTURES_KEY: /derivatives/api/v3/sendorder
package main

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"net/url"
	"os"

	"example.com/reach/spf13/viper"
)

type config struct{ host, rest, key, secret string }

type client struct{ config *config }

func (c client) sign(path string) string {
	secret, _ := base64.StdEncoding.DecodeString(c.config.secret)
	mac := hmac.New(sha512.New, secret)
	mac.Write([]byte(path))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (c client) order(query string) {
	path := c.config.rest + "/sendorder"
	u := url.URL{Scheme: "https", Host: c.config.host, Path: path}
	req, _ := http.NewRequest(http.MethodPost, u.String()+"?"+query, nil)
	req.Header.Set("APIKey", c.config.key)
	req.Header.Set("Authent", c.sign(path))
	_, _ = http.DefaultClient.Do(req)
}

func main() {
	c := client{&config{viper.GetString("kraken.host"), viper.GetString("kraken.rest"), os.Getenv("KRAKEN_FUTURES_KEY"), os.Getenv("KRAKEN_FUTURES_SECRET")}}
	c.order("size=1")
}
