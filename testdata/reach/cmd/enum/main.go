// Endpoints as an enumeration, with a table of paths and verbs.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/CancelAll
// may env:KRAKEN_API_KEY: /0/private/AddOrder
package main

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"os"
)

type endpoint int

const (
	balance endpoint = iota
	cancelAll
	addOrder
)

var paths = [...]string{balance: "/0/private/Balance", cancelAll: "/0/private/CancelAll", addOrder: "/0/private/AddOrder"}

func (e endpoint) String() string { return paths[e] }

func call(e endpoint) {
	secret, _ := base64.StdEncoding.DecodeString(os.Getenv("KRAKEN_API_SECRET"))
	mac := hmac.New(sha512.New, secret)
	mac.Write([]byte(e.String()))
	req, _ := http.NewRequest(http.MethodPost, "https://api.kraken.com"+e.String(), nil)
	req.Header.Set("API-Key", os.Getenv("KRAKEN_API_KEY"))
	req.Header.Set("API-Sign", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	_, _ = http.DefaultClient.Do(req)
}

func main() {
	call(balance)
	call(cancelAll)
}
