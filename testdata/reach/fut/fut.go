// Package fut is a client of the futures interface.
package fut

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const host = "https://futures.kraken.com/derivatives"

type Client struct{ public, private string }

func New(public, private string) *Client { return &Client{public, private} }

func (c *Client) Accounts() error   { return c.do(http.MethodGet, "/api/v3/accounts", nil) }
func (c *Client) Tickers() error    { return c.get("/api/v3/tickers") }
func (c *Client) Fills() error      { return c.do(http.MethodGet, "/api/v3/fills", nil) }
func (c *Client) Leverage() error   { return c.do(http.MethodGet, "/api/v3/leveragepreferences", nil) }
func (c *Client) SendOrder() error  { return c.do(http.MethodPost, "/api/v3/sendorder", url.Values{}) }
func (c *Client) Withdrawal() error { return c.do(http.MethodPost, "/api/v3/withdrawal", url.Values{}) }

func (c *Client) SetLeverage(symbol string) error {
	return c.do(http.MethodPut, "/api/v3/leveragepreferences", url.Values{"symbol": {symbol}})
}

func (c *Client) TradingEnabled(uid string) error {
	return c.do(http.MethodGet, "/api/v3/subaccount/"+uid+"/trading-enabled", nil)
}

func (c *Client) get(endpoint string) error {
	resp, err := http.Get(host + endpoint)
	if err == nil {
		err = resp.Body.Close()
	}
	return err
}

func (c *Client) do(verb, endpoint string, form url.Values) error {
	req, err := http.NewRequest(verb, host+endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("APIKey", c.public)
	req.Header.Set("Authent", c.sign(form.Encode(), "", endpoint))
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		err = resp.Body.Close()
	}
	return err
}

func (c *Client) sign(data, nonce, endpoint string) string {
	sum := sha256.Sum256([]byte(data + nonce + endpoint))
	return c.hmac(sum[:])
}

func (c *Client) hmac(sum []byte) string {
	secret, _ := base64.StdEncoding.DecodeString(c.private)
	mac := hmac.New(sha512.New, secret)
	mac.Write(sum)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

type message struct {
	Event     string `json:"event"`
	Feed      string `json:"feed,omitempty"`
	APIKey    string `json:"api_key,omitempty"`
	Challenge string `json:"original_challenge,omitempty"`
	Signed    string `json:"signed_challenge,omitempty"`
}

// Stream is a futures WebSocket.
type Stream struct {
	c         *Client
	w         io.Writer
	challenge string
}

func (c *Client) Stream(w io.Writer) *Stream { return &Stream{c: c, w: w} }

func (s *Stream) Challenge() error {
	return json.NewEncoder(s.w).Encode(message{Event: "challenge", APIKey: s.c.public})
}

func (s *Stream) Subscribe(feed string) error {
	sum := sha256.Sum256([]byte(s.challenge))
	return json.NewEncoder(s.w).Encode(message{"subscribe", feed, s.c.public, s.challenge, s.c.hmac(sum[:])})
}

func (s *Stream) Ticker() error {
	return json.NewEncoder(s.w).Encode(message{Event: "subscribe", Feed: "ticker"})
}
