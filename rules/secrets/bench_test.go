package secrets_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// source is ordinary text: this package's own files, over and over.
func source(b *testing.B) []byte {
	b.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		b.Fatal(err)
	}
	var text bytes.Buffer
	for text.Len() < 1<<20 {
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			text.Write(bytes.ReplaceAll(bytes.ToLower(data), []byte("kraken"), []byte("others")))
		}
	}
	return text.Bytes()
}

func BenchmarkHasCandidate(b *testing.B) {
	text := source(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if secrets.HasCandidate(text) {
			b.Fatal("a candidate")
		}
	}
}

func BenchmarkFeaturesOf(b *testing.B) {
	text := source(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		secrets.FeaturesOf(text)
	}
}

func BenchmarkScan(b *testing.B) {
	files := map[string][]byte{
		"env":      []byte(credentialtest.Expand("KRAKEN_API_KEY=@API_KEY_1@\nKRAKEN_API_SECRET=@PRIVATE_KEY_1@\n")),
		"megabyte": append(source(b), credentialtest.Expand("\nKRAKEN_API_SECRET=@PRIVATE_KEY_1@\n")...),
	}
	for name, data := range files {
		b.Run(name, func(b *testing.B) {
			engine := secrets.New()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if found, err := engine.Scan(name, data); err != nil || len(found) == 0 {
					b.Fatal(len(found), err)
				}
			}
		})
	}
}
