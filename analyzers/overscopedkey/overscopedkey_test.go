package overscopedkey_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/krakenlint/krakenlint/analyzers/overscopedkey"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), overscopedkey.Analyzer, "directive", "named", "right", "unknown", "typo")
}
