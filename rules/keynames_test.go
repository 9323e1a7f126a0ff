package rules

import (
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential"
)

func TestLookupKeyName(t *testing.T) {
	const api, private = credential.APIKey, credential.PrivateKey
	for name, want := range map[string]KeyName{
		"KRAKEN_API_KEY":              {Kind: api, Product: credential.UnknownProduct, Stem: "kraken"},
		"KRAKEN_API_SECRET":           {Kind: private, Product: credential.UnknownProduct, Stem: "kraken"},
		"kraken-secret-key":           {Kind: private, Product: credential.UnknownProduct, Stem: "kraken"},
		"krakenApiPrivateKey":         {Kind: private, Product: credential.UnknownProduct, Stem: "kraken"},
		"KRAKEN_API_SEC":              {Kind: private, Product: credential.UnknownProduct, Stem: "kraken"},
		"API_KEY_KRAKEN":              {Kind: api, Product: credential.UnknownProduct, Stem: "kraken"},
		"API_SEC_KRAKEN":              {Kind: private, Product: credential.UnknownProduct, Stem: "kraken"},
		"KRAKEN_API_FUTURES_PUBLIC":   {Kind: api, Product: credential.Futures, Stem: "krakenfutures"},
		"KRAKEN_SPOT_SECRET_KEY":      {Kind: private, Product: credential.Spot, Stem: "krakenspot"},
		"KRAKEN_USER_BOB_API_KEY":     {Kind: api, Product: credential.UnknownProduct, Stem: "krakenuserbob"},
		"ZENBOT_KRAKEN_SECRET":        {Kind: private, Product: credential.UnknownProduct, Stem: "zenbotkraken"},
		"KRAKEN_API_KEY_RO":           {Kind: api, Product: credential.UnknownProduct, Stem: "krakenro"},
		"API_KEY":                     {Kind: api, Product: credential.UnknownProduct, Generic: true},
		"FREQTRADE__EXCHANGE__SECRET": {Kind: private, Product: credential.UnknownProduct, Generic: true, Stem: "freqtradeexchange"},
		"FUTURES_API_SECRET":          {Kind: private, Product: credential.Futures, Generic: true, Stem: "futures"},
		"EXCHANGE_API_KEY":            {Kind: api, Product: credential.UnknownProduct, Generic: true, Stem: "exchange"},
	} {
		got, ok := LookupKeyName(name)
		if !ok || got != want {
			t.Errorf("LookupKeyName(%q) = %+v, %v, want %+v", name, got, ok, want)
		}
	}
	for _, name := range []string{
		"KRAKEN_WITHDRAW_KEY", "KRAKEN_ADDRESS_KEY", "KRAKEN_API_KEY_FILE", "KRAKEN_SPOT_URL", "KRAKEN_API_SECRET_PATH",
		"KRAKEN_OTP", "KRAKEN_GLOBAL_RATE_KEY", "GITKRAKEN_API_KEY", "KRAKEND_API_KEY", "KRAKEN_IO_API_KEY",
		"BINANCE_API_KEY", "DATABASE_URL", "PATH", "", "KRAKEN_PAIR",
	} {
		if got, ok := LookupKeyName(name); ok {
			t.Errorf("LookupKeyName(%q) = %+v, want none", name, got)
		}
	}
}

func TestKeySetName(t *testing.T) {
	for name, want := range map[string]bool{"kraken": true, "kraken-credentials": true, "bot-kraken-api": true, "trading/kraken-keys": true,
		"kraken-db": false, "kraken-tls": false, "kraken-redis-credentials": false, "regcred": false, "api-keys": false} {
		if got := KeySetName(name); got != want {
			t.Errorf("KeySetName(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestParseKeyNamesIsStrict(t *testing.T) {
	for text, want := range map[string]string{
		"word\tpattern\tseen\nkey\tx\ty\n":                  `t.tsv:2: unknown word "key"`,
		"word\tpattern\tseen\nkraken\t(\ty\n":               "t.tsv:2: error parsing regexp",
		"word\tpattern\tseen\nkraken\tx\ty\nkraken\tx\tz\n": "t.tsv:3: the pattern stands twice",
	} {
		if _, err := parseKeyNames("t.tsv", text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("parseKeyNames(%q) = %v, want %s…", text, err, want)
		}
	}
}
