package main

import (
	"net/http"

	"example.com/lib"
)

func main() {
	client := lib.New(http.DefaultClient, "", lib.Default)
	_ = client.Balance()
	_ = lib.Own().Balance()
}
