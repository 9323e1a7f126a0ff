// No client at all: everything by hand, the path joined from pieces.
//
// want env:API_KEY_KRAKEN: /0/private/AddOrder /0/private/TradeBalance
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
)

var (
	apiKey    = os.Getenv("API_KEY_KRAKEN")
	apiSecret = os.Getenv("API_SEC_KRAKEN")
)

func signature(urlPath string, values url.Values) string {
	secret, _ := base64.StdEncoding.DecodeString(apiSecret)
	sha := sha256.New()
	sha.Write([]byte(values.Get("nonce") + values.Encode()))
	mac := hmac.New(sha512.New, secret)
	mac.Write(append([]byte(urlPath), sha.Sum(nil)...))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func request(urlPath string, values url.Values) {
	req, _ := http.NewRequest("POST", "https://api.kraken.com"+urlPath, strings.NewReader(values.Encode()))
	req.Header.Add("API-Key", apiKey)
	req.Header.Add("API-Sign", signature(urlPath, values))
	_, _ = http.DefaultClient.Do(req)
}

func main() {
	request(path.Join("/0/private", "TradeBalance"), url.Values{})
	request(strings.Join([]string{"", "0", "private", "AddOrder"}, "/"), url.Values{})
}
