// Package feeds is a client of the futures WebSocket on top of a wire of another package.
package feeds

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"

	"example.com/reach/wire"
)

const URL = "wss://futures.kraken.com/ws/v1"

type Feeds struct {
	Public, Private, challenge string
	*wire.Conn
}

func (f *Feeds) Challenge() error {
	return f.WriteJSON(map[string]any{"event": "challenge", "api_key": f.Public})
}

func (f *Feeds) Subscribe(feed string, options ...map[string]any) error {
	message := append([]map[string]any{{"event": "subscribe", "feed": feed}}, options...)
	return f.send(wire.Merge(message...))
}

func (f *Feeds) send(message map[string]any) error {
	proof := map[string]any{"api_key": f.Public, "original_challenge": f.challenge, "signed_challenge": f.sign()}
	return f.WriteJSON(wire.Merge(proof, message))
}

func (f *Feeds) sign() string {
	secret, _ := base64.StdEncoding.DecodeString(f.Private)
	sum := sha256.Sum256([]byte(f.challenge))
	mac := hmac.New(sha512.New, secret)
	mac.Write(sum[:])
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
