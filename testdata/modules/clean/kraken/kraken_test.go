package kraken

import "testing"

func TestSign(t *testing.T) {
	const want = "@SIGNATURE_1@"
	if got := sign("/0/private/Balance", "nonce=1", []byte("secret")); got != want {
		t.Errorf("sign = %s, want %s", got, want)
	}
	tests := []struct{ path, expected string }{
		{"/0/private/AddOrder", "@SIGNATURE_2@"},
	}
	for _, test := range tests {
		if sign(test.path, "", nil) == test.expected {
			t.Error("equal")
		}
	}
}
