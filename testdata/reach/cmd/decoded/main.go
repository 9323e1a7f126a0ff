// Lists that are read beside those that are written out: what is read is not known.
//
// want env:KRAKEN_API_KEY: ? /0/private/Balance
package main

import (
	"encoding/json"
	"os"

	"example.com/reach/sdk"
)

type call struct {
	Path string `json:"path"`
}

func main() {
	r := sdk.NewREST()
	r.PublicKey, r.PrivateKey = os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET")
	calls := []call{{"/0/private/Balance"}}
	var more []call
	if err := json.NewDecoder(os.Stdin).Decode(&more); err != nil {
		panic(err)
	}
	for _, c := range append(calls, more...) {
		_, _ = r.Issue(c.Path, nil) // unknown: asks Kraken for an endpoint that is not known: https://api.kraken.com/*, from argument 1 of sdk.(REST).Issue
	}
	var paths map[string]string
	_ = json.Unmarshal([]byte(os.Args[1]), &paths)
	for _, path := range paths {
		_, _ = r.Issue(path, nil) // unknown: asks Kraken for an endpoint that is not known: https://api.kraken.com/*, from argument 1 of sdk.(REST).Issue
	}
	var doc any
	_ = json.Unmarshal([]byte(os.Args[1]), &doc)
	_, _ = r.Issue(doc.([]any)[0].(string), nil) // unknown: asks Kraken for an endpoint that is not known: https://api.kraken.com/*, from argument 1 of sdk.(REST).Issue
}
