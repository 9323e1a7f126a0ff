// Package kraken is a small client of Kraken's REST API.
package kraken

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const host = "https://api.kraken.com"

// Client signs requests with one key.
type Client struct {
	key    string
	secret []byte
}

// New makes a client of an API key and its private key.
func New(key, secret string) (*Client, error) {
	raw, err := base64.StdEncoding.DecodeString(secret)
	return &Client{key: key, secret: raw}, err
}

// Balance reads what is on the account.
func (c *Client) Balance() (string, error) { return c.private("Balance", url.Values{}) }

// OpenOrders lists the orders that are open.
func (c *Client) OpenOrders() (string, error) { return c.private("OpenOrders", url.Values{}) }

// AddOrder places an order.
func (c *Client) AddOrder(order url.Values) (string, error) { return c.private("AddOrder", order) }

// Withdraw takes money out.
func (c *Client) Withdraw(order url.Values) (string, error) { return c.private("Withdraw", order) }

func (c *Client) private(method string, values url.Values) (string, error) {
	path := "/0/private/" + method
	values.Set("nonce", strconv.FormatInt(time.Now().UnixNano(), 10))
	request, err := http.NewRequest(http.MethodPost, host+path, strings.NewReader(values.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("API-Key", c.key)
	request.Header.Set("API-Sign", c.sign(path, values))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

func (c *Client) sign(path string, values url.Values) string {
	digest := sha256.Sum256([]byte(values.Get("nonce") + values.Encode()))
	mac := hmac.New(sha512.New, c.secret)
	mac.Write([]byte(path))
	mac.Write(digest[:])
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
