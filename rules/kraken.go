package rules

import _ "embed"

// TOML is kraken.toml: the gitleaks rules that say what a Kraken credential looks like.
//
//go:embed kraken.toml
var TOML string
