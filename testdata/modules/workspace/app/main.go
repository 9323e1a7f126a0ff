package main

import (
	"net/http"

	"example.com/workspace/lib"
)

func main() {
	_ = lib.New(http.DefaultClient, "@API_KEY_3@", "").Balance() // want "@API_KEY_3|fingerprint@"
}
