// Command krakenvet runs krakenlint's analyzers under go vet:
//
//	go install github.com/krakenlint/krakenlint/cmd/krakenvet@latest
//	go vet -vettool=$(which krakenvet) ./...
//
// go vet looks at one program at a time, so that keys shared between programs are found by
// `krakenlint check` only.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/krakenlint/krakenlint/analyzers"
)

func main() {
	unitchecker.Main(analyzers.All()...)
}
