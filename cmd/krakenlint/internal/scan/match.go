package scan

import (
	"bytes"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// describe says what a match is, without its place.
func describe(m secrets.Match) finding.Finding {
	return finding.Finding{
		Rule:     finding.HardcodedKey,
		Severity: finding.Error,
		Message:  message(m),
		Credential: &finding.Credential{
			Kind:     m.Kind,
			Product:  m.Product,
			Source:   "literal:" + credential.Fingerprint(m.Value),
			Redacted: credential.Redact(m.Kind, m.Value),
		},
	}
}

func message(m secrets.Match) string {
	product := "Kraken"
	if m.Product == credential.Futures {
		product = "Kraken Futures"
	}
	if m.Kind == credential.PrivateKey {
		return "hardcoded " + product + " private key: with its API key, whoever reads this can act on the account"
	}
	return "hardcoded " + product + " " + credential.Redact(m.Kind, m.Value) + ": the public half of a key; its private key is often near"
}

// shown is what stands for a match in a frame: no more than credential.Redact shows.
func shown(m secrets.Match) string {
	if m.Kind == credential.APIKey && len(m.Value) == credential.APIKeyLen {
		return m.Value[:4] + redact.Mark
	}
	return redact.Mark
}

// cursor turns offsets, in ascending order, into lines and columns.
type cursor struct {
	data        []byte
	line        int // 1-based
	start, seen int // offsets: of the line, and of what newlines have been counted to
}

// position moves on to an offset.
func (c *cursor) position(offset int) (line, column int) {
	part := c.data[c.seen:offset]
	if n := bytes.LastIndexByte(part, '\n'); n >= 0 {
		c.line += bytes.Count(part, []byte("\n"))
		c.start = c.seen + n + 1
	}
	c.seen = offset
	return c.line, offset - c.start + 1
}

// ahead looks at a later offset without moving on.
func (c *cursor) ahead(offset int) (line, column int) {
	copy := *c
	return copy.position(offset)
}
