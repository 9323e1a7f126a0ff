package redact_test

import (
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

func TestCode(t *testing.T) {
	key := credentialtest.Planted("PRIVATE_KEY_1")
	for code, want := range map[string]string{
		`client := krakenAPI.New(os.Getenv("KRAKEN_API_KEY_2"))`: `client := krakenAPI.New(os.Getenv("KRAKEN_API_KEY_2"))`,
		`url: /0/private/AddOrder # utf8, sha256, v1.2.3`:        `url: /0/private/AddOrder # utf8, sha256, v1.2.3`,
		`secret = "` + key + `"`:                                 `secret = "…=="`,
		`secret = "` + key[:20] + `" + "` + key[20:40] + `"`:     `secret = "…" + "…"`,
		`id: 3fa85f64-5717-4562-b3fc-2c963f66afa6`:               `id: …`,
	} {
		if got := redact.Code(code); got != want {
			t.Errorf("Code(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestText(t *testing.T) {
	key := credentialtest.Planted("PRIVATE_KEY_1")
	for text, want := range map[string]string{
		"open " + key + ": no such file":                     "open …: no such file",
		"/usr/local/go/src/internal/runtime/syscall/x86/asm": "/usr/local/go/src/internal/runtime/syscall/x86/asm",
		strings.Repeat("0123456789abcdef", 4):                strings.Repeat("0123456789abcdef", 4),
	} {
		if got := redact.Text(text); got != want {
			t.Errorf("Text(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestLine(t *testing.T) {
	if got, want := redact.Line("a\tb\x1b[31m\nc\u202ed\xff"), "a b·[31m·c·d\ufffd"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRandomRuns has thousands of random runs; nearly none reads like a word.
func TestRandomRuns(t *testing.T) {
	source := credentialtest.New(1)
	for range 2000 {
		key := source.PrivateKey()
		if got := redact.Code(key); got != redact.Mark+"==" {
			t.Fatalf("shows %d characters of a key", len(got))
		}
		if got := redact.Text(key); got != redact.Mark {
			t.Fatalf("shows %d characters of a key in a message", len(got))
		}
	}
}
