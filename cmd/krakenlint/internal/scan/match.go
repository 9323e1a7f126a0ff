package scan

import (
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
	return "hardcoded " + product + " API key " + shown(m) + ": the public half of a key; its private key is often near"
}

// shown is what stands for a match in a frame: no more than credential.Redact shows.
func shown(m secrets.Match) string {
	if m.Kind == credential.APIKey && len(m.Value) == credential.APIKeyLen {
		return m.Value[:4] + redact.Mark
	}
	return redact.Mark
}
