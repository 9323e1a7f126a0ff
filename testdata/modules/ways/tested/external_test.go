package tested_test

import (
	"testing"

	"example.com/ways/tested"
)

func TestExternal(t *testing.T) {
	const secret = "@PRIVATE_KEY_28@" // want "@PRIVATE_KEY_28|fingerprint@"
	if err := tested.Client("", secret).Balance(); err != nil {
		t.Fatal(err)
	}
}
