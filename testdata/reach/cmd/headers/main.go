// One helper sends the headers of several exchanges, in six spellings. Which value is
// under which name is not lost on the way, so that only Kraken's key is one.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"strings"
)

// want env:LOOP_KEY: /0/private/Balance
// want env:FIELD_KEY: /0/private/Ledgers
// want env:INDEX_KEY: /0/private/TradeBalance
// want env:SETTER_KEY: /0/private/OpenOrders
// want env:LINKED_KEY: /0/private/QueryOrders
// want env:NESTED_KEY: /0/private/ClosedOrders

const base = "https://api.kraken.com"

type pair struct{ name, value string }

func sign(path, body, secret string) string {
	key, _ := base64.StdEncoding.DecodeString(secret)
	sum := sha256.Sum256([]byte(body))
	mac := hmac.New(sha512.New, key)
	mac.Write(append([]byte(path), sum[:]...))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func do(req *http.Request) {
	if resp, err := http.DefaultClient.Do(req); err == nil {
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}

func post(url string) *http.Request {
	req, _ := http.NewRequest(http.MethodPost, url, strings.NewReader("nonce=1"))
	return req
}

func loop(url string, headers map[string]string) {
	req := post(url)
	for k, v := range headers {
		req.Header.Set(k, v)
	}
	do(req)
}

func fields(url string, headers []pair) {
	req := post(url)
	for _, h := range headers {
		req.Header.Add(h.name, h.value)
	}
	do(req)
}

func index(url string, headers []pair) {
	req := post(url)
	for i := range headers {
		req.Header.Set(headers[i].name, headers[i].value)
	}
	do(req)
}

type link struct {
	name, value string
	next        *link
}

func linked(url string, first *link) {
	req := post(url)
	for l := first; l != nil; l = l.next {
		req.Header.Set(l.name, l.value)
	}
	do(req)
}

type sender struct{ req *http.Request }

func (s *sender) set(name, value string) { s.req.Header.Set(name, value) }

func setter(url string, headers map[string]string) {
	s := &sender{post(url)}
	for k, v := range headers {
		s.set(k, v)
	}
	do(s.req)
}

func nested(url string, headers map[string][]string) {
	req := post(url)
	for k, list := range headers {
		for _, v := range list {
			req.Header.Add(k, v)
		}
	}
	do(req)
}

func main() {
	other := os.Getenv("OKX_KEY")
	pass := os.Getenv("OKX_PASSPHRASE")

	path := "/0/private/Balance"
	loop(base+path, map[string]string{"API-Key": os.Getenv("LOOP_KEY"), "API-Sign": sign(path, "", os.Getenv("LOOP_SECRET")), "User-Agent": os.Getenv("AGENT")})
	loop("https://www.okx.com/api/v5/account/balance", map[string]string{"OK-ACCESS-KEY": other, "OK-ACCESS-PASSPHRASE": pass})

	path = "/0/private/Ledgers"
	fields(base+path, []pair{{"API-Key", os.Getenv("FIELD_KEY")}, {"API-Sign", sign(path, "", os.Getenv("FIELD_SECRET"))}, {"User-Agent", os.Getenv("AGENT")}})
	fields("https://www.okx.com/api/v5/account/bills", []pair{{"OK-ACCESS-KEY", other}, {"OK-ACCESS-PASSPHRASE", pass}})

	path = "/0/private/TradeBalance"
	index(base+path, []pair{{"API-Key", os.Getenv("INDEX_KEY")}, {"API-Sign", sign(path, "", os.Getenv("INDEX_SECRET"))}, {"User-Agent", os.Getenv("AGENT")}})

	path = "/0/private/QueryOrders"
	linked(base+path, &link{"API-Key", os.Getenv("LINKED_KEY"), &link{"API-Sign", sign(path, "", os.Getenv("LINKED_SECRET")), &link{"User-Agent", os.Getenv("AGENT"), nil}}})

	path = "/0/private/OpenOrders"
	setter(base+path, map[string]string{"API-Key": os.Getenv("SETTER_KEY"), "API-Sign": sign(path, "", os.Getenv("SETTER_SECRET")), "User-Agent": os.Getenv("AGENT")})

	path = "/0/private/ClosedOrders"
	nested(base+path, map[string][]string{"API-Key": {os.Getenv("NESTED_KEY")}, "API-Sign": {sign(path, "", os.Getenv("NESTED_SECRET"))}, "User-Agent": {os.Getenv("AGENT")}})
}
