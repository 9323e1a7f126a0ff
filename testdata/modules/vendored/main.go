package main

import (
	"net/http"

	krakenapi "github.com/Someone/Kraken-Go"
)

type account struct {
	Name      string
	Key, Hush string
}

var desk = account{
	Name: "desk",
	Key:  "@API_KEY_1@",     // want "@API_KEY_1|fingerprint@"
	Hush: "@PRIVATE_KEY_1@", // want "@PRIVATE_KEY_1|fingerprint@"
}

func main() {
	_ = krakenapi.New(http.DefaultClient, desk.Key, desk.Hush).Balance()
}
