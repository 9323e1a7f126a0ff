// Package svc is a client of service objects: options, builders, the request in Do.
package svc

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
)

type Client struct {
	apiKey, secretKey string
	base              string
}

type Option func(*Client)

func WithAuth(key, secret string) Option {
	return func(c *Client) { c.apiKey, c.secretKey = key, secret }
}

func NewClient(opts ...Option) *Client {
	c := &Client{base: "https://api.kraken.com"}
	for _, opt := range opts {
		opt(c)
	}
	return c
}

type request struct {
	method, endpoint string
	form             url.Values
	signed           bool
}

func (c *Client) call(ctx context.Context, r *request) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, r.method, c.base+r.endpoint, strings.NewReader(r.form.Encode()))
	if err != nil {
		return nil, err
	}
	if r.signed {
		secret, _ := base64.StdEncoding.DecodeString(c.secretKey)
		sum := sha256.Sum256([]byte(r.form.Get("nonce") + r.form.Encode()))
		mac := hmac.New(sha512.New, secret)
		mac.Write([]byte(r.endpoint))
		mac.Write(sum[:])
		req.Header.Set("API-Key", c.apiKey)
		req.Header.Set("API-Sign", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

type TickerService struct {
	c    *Client
	pair string
}

func (c *Client) NewTickerService() *TickerService { return &TickerService{c: c} }

func (s *TickerService) Pair(p string) *TickerService { s.pair = p; return s }

func (s *TickerService) Do(ctx context.Context) ([]byte, error) {
	return s.c.call(ctx, &request{method: http.MethodGet, endpoint: "/0/public/Ticker"})
}

type BalanceService struct{ c *Client }

func (c *Client) NewBalanceService() *BalanceService { return &BalanceService{c} }

func (s *BalanceService) Do(ctx context.Context) ([]byte, error) {
	r := &request{method: http.MethodPost, endpoint: "/0/private/Balance", signed: true}
	return s.c.call(ctx, r)
}

type AddOrderService struct {
	c    *Client
	pair *string
}

func (c *Client) NewAddOrderService() *AddOrderService { return &AddOrderService{c: c} }

func (s *AddOrderService) Pair(p string) *AddOrderService { s.pair = &p; return s }

func (s *AddOrderService) Do(ctx context.Context) ([]byte, error) {
	r := &request{method: http.MethodPost, endpoint: "/0/private/AddOrder", signed: true, form: url.Values{}}
	if s.pair != nil {
		r.form.Set("pair", *s.pair)
	}
	return s.c.call(ctx, r)
}
