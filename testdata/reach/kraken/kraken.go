// Package kraken is a client in the style of the most used one: typed methods over one
// function that takes the method's name, and an escape hatch.
package kraken

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	APIURL     = "https://api.kraken.com"
	APIVersion = "0"
)

var publicMethods = []string{"Assets", "Ticker", "Time"}

var privateMethods = []string{"AddOrder", "Balance", "CancelOrder", "ClosedOrders", "Withdraw"}

type Client struct {
	key, secret string
	http        *http.Client
}

func New(key, secret string) *Client { return &Client{key, secret, http.DefaultClient} }

func (c *Client) Time() (any, error) { return c.queryPublic("Time", nil) }
func (c *Client) Ticker() (any, error) {
	return c.queryPublic("Ticker", url.Values{"pair": {"XBTEUR"}})
}

func (c *Client) Balance() (map[string]string, error) {
	v, err := c.queryPrivate("Balance", url.Values{})
	m, _ := v.(map[string]string)
	return m, err
}

func (c *Client) OpenOrders() (any, error)   { return c.queryPrivate("OpenOrders", url.Values{}) }
func (c *Client) ClosedOrders() (any, error) { return c.queryPrivate("ClosedOrders", url.Values{}) }
func (c *Client) Ledgers() (any, error)      { return c.queryPrivate("Ledgers", url.Values{}) }

func (c *Client) AddOrder(pair, side string, args map[string]string) (any, error) {
	v := url.Values{"pair": {pair}, "type": {side}}
	for k, a := range args {
		v.Set(k, a)
	}
	return c.queryPrivate("AddOrder", v)
}

func (c *Client) CancelOrder(id string) (any, error) {
	return c.queryPrivate("CancelOrder", url.Values{"txid": {id}})
}

func (c *Client) Withdraw(asset, key, amount string) (any, error) {
	return c.queryPrivate("Withdraw", url.Values{"asset": {asset}, "key": {key}, "amount": {amount}})
}

func (c *Client) WithdrawInfo(asset, key, amount string) (any, error) {
	return c.queryPrivate("WithdrawInfo", url.Values{"asset": {asset}, "key": {key}, "amount": {amount}})
}

func (c *Client) WalletTransfer(asset, amount string) (any, error) {
	return c.queryPrivate("WalletTransfer", url.Values{"asset": {asset}, "amount": {amount}})
}

func (c *Client) Token() (string, error) {
	v, err := c.queryPrivate("GetWebSocketsToken", url.Values{})
	s, _ := v.(string)
	return s, err
}

// Query is the escape hatch.
func (c *Client) Query(method string, data map[string]string) (any, error) {
	values := url.Values{}
	for k, v := range data {
		values.Set(k, v)
	}
	switch {
	case slices.Contains(publicMethods, method):
		return c.queryPublic(method, values)
	case slices.Contains(privateMethods, method):
		return c.queryPrivate(method, values)
	}
	return nil, errors.New("method " + method + " is not valid")
}

func (c *Client) queryPublic(method string, values url.Values) (any, error) {
	return c.do(fmt.Sprintf("%s/%s/public/%s", APIURL, APIVersion, method), values, nil)
}

func (c *Client) queryPrivate(method string, values url.Values) (any, error) {
	path := fmt.Sprintf("/%s/private/%s", APIVersion, method)
	values.Set("nonce", fmt.Sprint(time.Now().UnixNano()))
	secret, _ := base64.StdEncoding.DecodeString(c.secret)
	headers := map[string]string{"API-Key": c.key, "API-Sign": sign(path, values, secret)}
	return c.do(APIURL+path, values, headers)
}

func (c *Client) do(address string, values url.Values, headers map[string]string) (any, error) {
	req, err := http.NewRequest("POST", address, strings.NewReader(values.Encode()))
	if err != nil {
		return nil, err
	}
	for k, v := range headers {
		req.Header.Add(k, v)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var out any
	return out, json.NewDecoder(resp.Body).Decode(&out)
}

func sign(path string, values url.Values, secret []byte) string {
	sum := sha256.Sum256([]byte(values.Get("nonce") + values.Encode()))
	mac := hmac.New(sha512.New, secret)
	mac.Write(append([]byte(path), sum[:]...))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
