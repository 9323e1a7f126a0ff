package odb

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// testFilter is a stand-in for the candidate search: a word, or a long run of the key alphabet.
var testFilter = &Filter{
	Features: func(text []byte) uint8 {
		if bytes.Contains(text, []byte("kraken")) {
			return 1
		}
		return 0
	},
	Candidate: func(features uint8) bool { return features != 0 },
	Whole:     func([]byte) bool { return false },
	Window:    200,
}

// BenchmarkBlobs reads the repositories that KRAKENLINT_BENCH_REPOS lists, as PATH does. How much
// of them is searched is what the search of changes saves.
func BenchmarkBlobs(b *testing.B) {
	for _, repo := range filepath.SplitList(os.Getenv("KRAKENLINT_BENCH_REPOS")) {
		b.Run(filepath.Base(filepath.Dir(repo)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s, err := Open(repo, Options{Filter: testFilter})
				if err != nil {
					b.Fatal(err)
				}
				incomplete, stats, err := s.Blobs(context.Background(), nil, func(Object) error { return nil })
				s.Close()
				if err != nil || len(incomplete) > 0 {
					b.Fatal(incomplete, err)
				}
				b.SetBytes(stats.Bytes)
				b.ReportMetric(float64(stats.Objects), "blobs")
				b.ReportMetric(100*float64(stats.Searched)/float64(stats.Bytes), "%searched")
			}
		})
	}
}
