// Package sdk is in the style of Kraken's own: keys are assigned to fields, requests are
// options, WebSockets embed the REST client.
package sdk

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

type REST struct {
	PublicKey, PrivateKey, OTP string
	BaseURL                    string
	Nonce                      func() string
}

func NewREST() *REST {
	r := &REST{BaseURL: "https://api.kraken.com"}
	r.Nonce = func() string { return "1" }
	return r
}

type RequestOptions struct {
	Auth   bool
	Method string
	Path   any
	Query  map[string]any
	Body   any
}

func (r *REST) Request(opts RequestOptions) (*http.Response, error) {
	var path string
	switch p := opts.Path.(type) {
	case string:
		path = p
	case []any:
		var parts []string
		for _, part := range p {
			parts = append(parts, fmt.Sprint(part))
		}
		path = "/" + strings.Join(parts, "/")
	}
	u, err := url.Parse(r.BaseURL)
	if err != nil {
		return nil, err
	}
	u = u.JoinPath(path)
	body, _ := json.Marshal(opts.Body)
	req, err := http.NewRequest(opts.Method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if opts.Auth {
		nonce := r.Nonce()
		req.Header.Set("API-Key", r.PublicKey)
		req.Header.Set("API-Sign", r.sign(u.Path, nonce, body))
	}
	return http.DefaultClient.Do(req)
}

func (r *REST) sign(path, nonce string, body []byte) string {
	key, _ := base64.StdEncoding.DecodeString(r.PrivateKey)
	sum := sha256.Sum256(append([]byte(nonce), body...))
	h := hmac.New(sha512.New, key)
	h.Write([]byte(path))
	h.Write(sum[:])
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func (r *REST) Issue(path string, body map[string]any) ([]byte, error) {
	resp, err := r.Request(RequestOptions{Auth: true, Method: "POST", Path: path, Body: body})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func (r *REST) Time() ([]byte, error) {
	_, err := r.Request(RequestOptions{Method: "GET", Path: "/0/public/Time"})
	return nil, err
}

func (r *REST) Balances() ([]byte, error) { return r.Issue("/0/private/Balance", nil) }

func (r *REST) DepositAddresses() ([]byte, error) { return r.Issue("/0/private/DepositMethods", nil) } // as upstream does

func (r *REST) WebSocketsToken() (string, error) {
	data, err := r.Issue("/0/private/GetWebSocketsToken", nil)
	return string(data), err
}

// WebSocket sends private messages with a token.
type WebSocket struct {
	REST  *REST
	Token string
	Conn  io.Writer
}

func NewWebSocket() *WebSocket { return &WebSocket{REST: NewREST()} }

func (s *WebSocket) Authenticate() (err error) {
	s.Token, err = s.REST.WebSocketsToken()
	return err
}

func (s *WebSocket) WriteJSON(m map[string]any) error { return json.NewEncoder(s.Conn).Encode(m) }

func (s *WebSocket) SendPrivate(method string, params map[string]any) error {
	params["token"] = s.Token
	return s.WriteJSON(map[string]any{"method": method, "params": params})
}

func (s *WebSocket) SubPrivate(channel string) error {
	return s.SendPrivate("subscribe", map[string]any{"channel": channel})
}

func (s *WebSocket) SubExecutions() error { return s.SubPrivate("executions") }
func (s *WebSocket) SubTicker() error {
	return s.WriteJSON(map[string]any{"method": "subscribe", "params": map[string]any{"channel": "ticker"}})
}

func (s *WebSocket) AddOrder(symbol string) error {
	return s.SendPrivate("add_order", map[string]any{"symbol": symbol})
}
