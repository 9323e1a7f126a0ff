package kraken // want package:"1 packages, 1 clients"

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

const APIURL = "https://api.kraken.com"

type Client struct {
	key    string
	secret string
	client *http.Client
}

func New(key, secret string) *Client { return NewWithClient(key, secret, http.DefaultClient) }

func NewWithClient(key, secret string, h *http.Client) *Client {
	return &Client{key, secret, h}
}

func (api *Client) Balance() (any, error) {
	return api.queryPrivate("Balance", url.Values{}, nil)
}
func (api *Client) AddOrder(pair string) (any, error) {
	return api.queryPrivate("AddOrder", url.Values{"pair": {pair}}, nil)
}
func (api *Client) Time() (any, error) { return api.queryPublic("Time", nil) }

func (api *Client) queryPublic(method string, v url.Values) (any, error) {
	return api.doRequest(fmt.Sprintf("%s/%s/public/%s", APIURL, "0", method), v, nil)
}
func (api *Client) queryPrivate(method string, values url.Values, typ any) (any, error) {
	urlPath := fmt.Sprintf("/%s/private/%s", "0", method)
	reqURL := fmt.Sprintf("%s%s", APIURL, urlPath)
	secret, _ := base64.StdEncoding.DecodeString(api.secret)
	sig := createSignature(urlPath, values, secret)
	headers := map[string]string{"API-Key": api.key, "API-Sign": sig}
	return api.doRequest(reqURL, values, headers)
}
func (api *Client) doRequest(u string, v url.Values, headers map[string]string) (any, error) {
	req, err := http.NewRequest("POST", u, strings.NewReader(v.Encode()))
	if err != nil {
		return nil, err
	}
	for k, v := range headers {
		req.Header.Add(k, v)
	}
	return api.client.Do(req)
}
func getSha256(b []byte) []byte { h := sha256.New(); h.Write(b); return h.Sum(nil) }
func getHMacSha512(message, secret []byte) []byte {
	mac := hmac.New(sha512.New, secret)
	mac.Write(message)
	return mac.Sum(nil)
}
func createSignature(p string, v url.Values, secret []byte) string {
	s := getSha256([]byte(v.Get("nonce") + v.Encode()))
	return base64.StdEncoding.EncodeToString(getHMacSha512(append([]byte(p), s...), secret))
}

// Query asks for any private endpoint.
func (api *Client) Query(method string) (any, error) { return api.queryPrivate(method, nil, nil) }
