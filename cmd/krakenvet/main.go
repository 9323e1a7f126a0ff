// Command krakenvet runs krakenlint's analyzers under go vet:
//
//	go install github.com/krakenlint/krakenlint/cmd/krakenvet@latest
//	go vet -vettool=$(which krakenvet) ./...
//
// go vet looks at one program at a time, so that keys shared between programs are found by
// `krakenlint check` only.
package main

import (
	"github.com/krakenlint/krakenlint/analyzers"
	"github.com/krakenlint/krakenlint/cmd/internal/vetunit"
)

func main() {
	vetunit.Main(analyzers.All()...)
}
