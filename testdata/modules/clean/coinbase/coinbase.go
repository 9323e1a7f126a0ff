// Package coinbase signs as another exchange wants it.
package coinbase

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
)

const secret = "@SIGNATURE_4@"

// Accounts asks Coinbase.
func Accounts() error {
	request, err := http.NewRequest("GET", "https://api.exchange.coinbase.com/accounts", nil)
	if err != nil {
		return err
	}
	key, _ := base64.StdEncoding.DecodeString(secret)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("1GET/accounts"))
	request.Header.Set("CB-ACCESS-SIGN", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	_, err = http.DefaultClient.Do(request)
	return err
}
