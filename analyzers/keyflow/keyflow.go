package keyflow

import (
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// Analyzer computes the flow of Kraken credentials; the checks read its Result.
var Analyzer = &analysis.Analyzer{
	Name:             "krakenkeyflow",
	Doc:              "follow Kraken API keys from where they come to the client and the endpoints they are used for",
	Run:              run,
	RunDespiteErrors: true,
	FactTypes:        []analysis.Fact{new(codeFact)},
	ResultType:       reflect.TypeFor[*Result](),
}
