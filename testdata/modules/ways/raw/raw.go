package raw

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"strings"
)

// Balance has no client at all.
func Balance() error {
	secret, err := base64.StdEncoding.DecodeString("@PRIVATE_KEY_42@") // want "@PRIVATE_KEY_42|fingerprint@"
	if err != nil {
		return err
	}
	body := "nonce=1"
	sum := sha256.Sum256([]byte("1" + body))
	mac := hmac.New(sha512.New, secret)
	mac.Write([]byte("/0/private/Balance"))
	mac.Write(sum[:])
	request, err := http.NewRequest("POST", "https://api.kraken.com/0/private/Balance", strings.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = http.Header{
		"API-Key":  []string{"@API_KEY_42@"}, // want "@API_KEY_42|fingerprint@"
		"API-Sign": []string{base64.StdEncoding.EncodeToString(mac.Sum(nil))},
	}
	_, err = http.DefaultClient.Do(request)
	return err
}
