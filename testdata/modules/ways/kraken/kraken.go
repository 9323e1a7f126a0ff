// Package kraken is a client as people write it by hand.
package kraken

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
)

const host = "https://api.kraken.com"

// Client asks Kraken's private endpoints.
type Client struct {
	Key, Secret string
	http        *http.Client
}

// New takes both halves.
func New(key, secret string) *Client {
	return &Client{Key: key, Secret: secret, http: http.DefaultClient}
}

// NewFromBytes takes a private key that has been decoded.
func NewFromBytes(key string, secret []byte) *Client {
	return New(key, base64.StdEncoding.EncodeToString(secret))
}

// SetKey is a setter.
func (c *Client) SetKey(key string) { c.Key = key }

// SetSecret is a setter.
func (c *Client) SetSecret(secret string) { c.Secret = secret }

// Option changes a client.
type Option func(*Client)

// WithAuth is a functional option.
func WithAuth(key, secret string) Option {
	return func(c *Client) { c.Key, c.Secret = key, secret }
}

// Open applies options.
func Open(options ...Option) *Client {
	c := &Client{http: http.DefaultClient}
	for _, option := range options {
		option(c)
	}
	return c
}

// Builder builds a client step by step.
type Builder struct{ key, secret string }

// APIKey sets one half.
func (b *Builder) APIKey(key string) *Builder { b.key = key; return b }

// Secret sets the other.
func (b *Builder) Secret(secret string) *Builder { b.secret = secret; return b }

// Build makes the client.
func (b *Builder) Build() *Client { return New(b.key, b.secret) }

// Config is the client's configuration.
type Config struct{ APIKey, PrivateKey string }

// FromConfig reads a configuration.
func FromConfig(config *Config) *Client { return New(config.APIKey, config.PrivateKey) }

// Pair yields both halves.
type Pair interface {
	Public() string
	Private() string
}

// FromPair asks an interface.
func FromPair(pair Pair) *Client { return New(pair.Public(), pair.Private()) }

// Balance reads.
func (c *Client) Balance() error { return c.query("Balance", url.Values{}) }

func (c *Client) query(method string, values url.Values) error {
	path := "/0/private/" + method
	values.Set("nonce", "1")
	body := values.Encode()
	request, err := http.NewRequest(http.MethodPost, host+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	secret, err := base64.StdEncoding.DecodeString(c.Secret)
	if err != nil {
		return err
	}
	request.Header.Set("API-Key", c.Key)
	request.Header.Set("API-Sign", sign(path, body, secret))
	_, err = c.http.Do(request)
	return err
}

func sign(path, body string, secret []byte) string {
	sum := sha256.Sum256([]byte("1" + body))
	mac := hmac.New(sha512.New, secret)
	mac.Write(append([]byte(path), sum[:]...))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
