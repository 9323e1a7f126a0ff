// Package futures signs as Kraken Futures wants it.
package futures

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
)

const base = "https://futures.kraken.com/derivatives"

// Accounts asks with keys of its own.
func Accounts() error {
	return get("/api/v3/accounts",
		"@API_KEY_45@",     // want "@API_KEY_45|fingerprint@"
		"@PRIVATE_KEY_45@", // want "@PRIVATE_KEY_45|fingerprint@"
	)
}

func get(path, key, secret string) error {
	request, err := http.NewRequest(http.MethodGet, base+path, nil)
	if err != nil {
		return err
	}
	decoded, err := base64.StdEncoding.DecodeString(secret)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(path))
	mac := hmac.New(sha512.New, decoded)
	mac.Write(sum[:])
	request.Header.Set("APIKey", key)
	request.Header.Set("Authent", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	_, err = http.DefaultClient.Do(request)
	return err
}
