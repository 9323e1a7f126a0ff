package scan

import (
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/rules/secrets"
)

// TestGuarded: a panic becomes an error that says where to go, and does not quote.
func TestGuarded(t *testing.T) {
	for thrown, want := range map[any]string{0: "index out of range", "a secret": "please report it"} {
		matches, err := guarded(func() ([]secrets.Match, error) {
			if at, ok := thrown.(int); ok {
				_ = []byte(nil)[at]
			}
			panic(thrown)
		})
		if err == nil || matches != nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v thrown: %v, %v; want an error with %q", thrown, matches, err, want)
		}
	}
}
