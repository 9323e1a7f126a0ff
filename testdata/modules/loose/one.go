package main

import (
	"net/http"
	"os"
)

func main() {
	request, _ := http.NewRequest("POST", "https://api.kraken.com/0/private/Balance", nil)
	request.Header.Set("API-Key", pick(os.Args)) // the key comes from the other file
	_, _ = http.DefaultClient.Do(request)
}
