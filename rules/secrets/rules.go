package secrets

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/rs/zerolog"
	"github.com/spf13/viper"
	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect"
	"github.com/zricethezav/gitleaks/v8/logging"

	"github.com/krakenlint/krakenlint/rules"
)

// ruleset is gitleaks' detector with the rules of kraken.toml.
type ruleset struct{ detector *detect.Detector }

// loadRules compiles the rules once, for all engines. gitleaks' own loading goes through
// viper's singleton and a counter that never resets; a viper of our own avoids both.
var loadRules = sync.OnceValues(func() (*ruleset, error) {
	logging.Logger = zerolog.New(io.Discard).Level(zerolog.Disabled) // it logs what it finds
	reader := viper.New()
	reader.SetConfigType("toml")
	if err := reader.ReadConfig(strings.NewReader(rules.TOML)); err != nil {
		return nil, fmt.Errorf("rules/kraken.toml: %w", err)
	}
	var raw config.ViperConfig
	if err := reader.Unmarshal(&raw); err != nil {
		return nil, fmt.Errorf("rules/kraken.toml: %w", err)
	}
	cfg, err := raw.Translate()
	if err != nil {
		return nil, fmt.Errorf("rules/kraken.toml: %w", err)
	}
	return &ruleset{detect.NewDetector(cfg)}, nil
})

// evidence is what the rules say of one value.
type evidence struct {
	shaped bool   // a rule knows its shape
	rule   string // the rule that reports it by itself, or ""
}

// Bytes around a value that the rules are shown: enough for a name a few lines above.
const (
	shownBefore = 400
	shownAfter  = 300
)

// examine shows the rules a value in its surroundings. The detector treats the fragment
// as one that another finding led to: then it applies the rules for the parts of a pair,
// and leaves it to us to put pairs together.
func (r *ruleset) examine(path string, text []byte, value bounds, secret string) evidence {
	shown := slices.Concat(text[max(0, value.start-shownBefore):value.start], apart(text, value.start-1),
		text[value.start:value.end], apart(text, value.end), text[value.end:min(len(text), value.end+shownAfter)])
	var found evidence
	for _, f := range r.detector.Detect(detect.Fragment{Raw: string(shown), FilePath: path, InheritedFromFinding: true}) {
		if f.Secret != secret {
			continue
		}
		found.shaped = true
		if rule := r.detector.Config.Rules[f.RuleID]; len(rule.RequiredRules) == 0 && !rule.SkipReport {
			found.rule = preferred(found.rule, f.RuleID)
		}
	}
	return found
}

// apart is a blank where the sign at at would hide from the rules that a value stands by
// itself: a diff's mark, a length in binary data.
func apart(text []byte, at int) []byte {
	if at >= 0 && is(byteAt(text, at), inRun) {
		return []byte(" ")
	}
	return nil
}

// preferred picks one of the rules that report a value, the same in every run: gitleaks
// goes through its rules in the order of a map.
func preferred(a, b string) string {
	order := []string{"kraken-futures-private-key", "kraken-private-key", "kraken-api-key", "kraken-api-key-header"}
	ia, ib := slices.Index(order, a), slices.Index(order, b)
	if a == "" || ib >= 0 && (ia < 0 || ib < ia) || ia < 0 && ib < 0 && b < a {
		return b
	}
	return a
}
