// Package sharedkey defines an Analyzer that reports Kraken keys which several programs
// of a module use, and the join behind it, which `krakenlint check` applies to whole
// trees with their deployment manifests.
//
// # Analyzer sharedkey
//
// sharedkey: report Kraken API keys that several programs use
//
// Kraken counts nonces for each key, and each must be larger than the one before. Two
// processes on one key overtake each other, and the slower gets EAPI:Invalid nonce until
// it is banned for a while; with nonces in different units one is locked out for good. They also
// share one rate limit, revoking the key after a leak stops both, and the key must be
// allowed what any of them needs: the program that only shows balances holds a key
// that trades.
//
// Programs share a key when they take it from the same place: an environment variable, a
// file, a secret of a store, or the same literal. Reading one variable counts, although
// each program may be deployed with a value of its own; the message says so.
//
// ## Example
//
//	// cmd/bot/main.go and cmd/report/main.go, both:
//	client := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
//
// ## Fix
//
// Make a key for each program at Kraken, with no more permissions than `krakenlint
// permissions` lists for it, and give each a variable of its own. A nonce window at
// Kraken hides the collisions and leaves the rest as it is.
//
// Where the programs are in fact given different keys, say so in .krakenlint.yaml:
//
//	keys:
//	  - {name: bot, source: env:KRAKEN_API_KEY, apps: [cmd/bot]}
//	  - {name: report, source: env:KRAKEN_API_KEY, apps: [cmd/report]}
//
// ## What each driver sees
//
//   - krakenlint check: all programs of the tree and the manifests that deploy them.
//   - golangci-lint: the programs of the module, which it loads once; not the manifests and
//     not the configuration.
//   - go vet, Bazel's nogo: one program at a time. They never report a shared key.
//
// Programs below directories named example, examples, _example, _examples or testdata and those that are
// kept from ordinary builds do not count.
package sharedkey
