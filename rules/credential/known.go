package credential

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
)

//go:embed published.txt
var publishedText string

// published loads the table once. A bad line is a mistake of ours, found by any test.
var published = sync.OnceValue(func() map[[sha256.Size]byte]bool {
	table, err := parsePublished(publishedText)
	if err != nil {
		panic(err)
	}
	return table
})

// Published tells whether value is an example from Kraken's own documentation.
func Published(value string) bool {
	return published()[sha256.Sum256([]byte(value))]
}

// parsePublished reads a SHA-256 in hex and a description a line.
func parsePublished(text string) (map[[sha256.Size]byte]bool, error) {
	table := make(map[[sha256.Size]byte]bool)
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		digest, description, _ := strings.Cut(line, " ")
		raw, err := hex.DecodeString(digest)
		if err != nil || len(raw) != sha256.Size || description == "" {
			return nil, fmt.Errorf("published.txt:%d: want a SHA-256 in hex and what it is", i+1)
		}
		key := [sha256.Size]byte(raw)
		if table[key] {
			return nil, fmt.Errorf("published.txt:%d: %s stands twice", i+1, digest)
		}
		table[key] = true
	}
	return table, nil
}
