// Package krakenapi is somebody's client.
package krakenapi

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

const (
	endpoint = "https://api.kraken.com"
	version  = "0"
)

// API is a client.
type API struct {
	key, secret string
	client      *http.Client
}

// New makes one.
func New(client *http.Client, key, secret string) *API {
	return &API{key: key, secret: secret, client: client}
}

// Balance reads.
func (a *API) Balance() error { return a.private("Balance", nil) }

func (a *API) private(method string, values url.Values) error {
	path := fmt.Sprintf("/%s/private/%s", version, method)
	body := values.Encode()
	request, err := http.NewRequest("POST", endpoint+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	secret, _ := base64.StdEncoding.DecodeString(a.secret)
	sum := sha256.Sum256([]byte(values.Get("nonce") + body))
	mac := hmac.New(sha512.New, secret)
	mac.Write(append([]byte(path), sum[:]...))
	request.Header.Add("API-Key", a.key)
	request.Header.Add("API-Sign", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	_, err = a.client.Do(request)
	return err
}
