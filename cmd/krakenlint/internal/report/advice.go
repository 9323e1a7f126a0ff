package report

import "github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"

// advice is what to do about a rule's findings, in order.
var advice = map[finding.Rule][]string{
	finding.HardcodedKey: {
		"Revoke the key at Kraken first (Settings > API; futures: Kraken Futures > Settings > API keys). Until then whoever has seen it can use it.",
		"Make a new key with the fewest permissions the program needs, and an IP allowlist.",
		"Keep it in a secret store, or in an environment that is not in the repository, and read it from there.",
		"Deleting the line does not clean the history: revoking does. See krakenlint check --history for what else is there.",
	},
	finding.SharedKey: {
		"Make a key for each app: nonces are counted per key, and revoking a shared one stops them all.",
		"Give each key only the permissions of its own app (krakenlint permissions prints them).",
	},
	finding.OverscopedKey: {
		"Make a new key with the permissions in use (krakenlint permissions prints them), and revoke the old one.",
		"If the code is to use the rest one day, widen the key on that day.",
	},
}
