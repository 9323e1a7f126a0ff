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

// ruleset is the rules of kraken.toml in gitleaks' detector: those that say what has the
// shape of a credential, which report nothing by themselves, and those that report one
// value by what stands near it. Pairs, the third kind, we put together ourselves.
type ruleset struct{ shapes, contexts *detect.Detector }

// loadRules compiles the rules once, for all engines.
var loadRules = sync.OnceValues(func() (*ruleset, error) {
	logging.Logger = zerolog.New(io.Discard).Level(zerolog.Disabled) // it logs what it finds
	cfg, err := parseRules()
	if err != nil {
		return nil, err
	}
	return &ruleset{
		shapes:   detectorOf(cfg, func(r config.Rule) bool { return r.SkipReport }),
		contexts: detectorOf(cfg, func(r config.Rule) bool { return !r.SkipReport && len(r.RequiredRules) == 0 }),
	}, nil
})

// parseRules reads kraken.toml. gitleaks' own loading goes through viper's singleton and a
// counter that never resets; a viper of our own avoids both.
func parseRules() (config.Config, error) {
	reader := viper.New()
	reader.SetConfigType("toml")
	if err := reader.ReadConfig(strings.NewReader(rules.TOML)); err != nil {
		return config.Config{}, fmt.Errorf("rules/kraken.toml: %w", err)
	}
	var raw config.ViperConfig
	if err := reader.Unmarshal(&raw); err != nil {
		return config.Config{}, fmt.Errorf("rules/kraken.toml: %w", err)
	}
	cfg, err := raw.Translate()
	if err != nil {
		return config.Config{}, fmt.Errorf("rules/kraken.toml: %w", err)
	}
	return cfg, nil
}

// detectorOf returns a detector with some of the rules.
func detectorOf(cfg config.Config, keep func(config.Rule) bool) *detect.Detector {
	rules := make(map[string]config.Rule)
	for id, rule := range cfg.Rules {
		if keep(rule) {
			rules[id] = rule
		}
	}
	cfg.Rules = rules
	return detect.NewDetector(cfg)
}

// shaped tells of which of some values the rules say that they have the shape of a
// credential. The detector's work grows with the square of a text's matches, so that it
// is shown a few at a time.
func (r *ruleset) shaped(values []string) map[string]bool {
	const atATime = 32
	found := make(map[string]bool)
	for some := range slices.Chunk(values, atATime) {
		text := strings.Join(some, "\n\n") // each match takes the signs around it
		for _, f := range r.shapes.Detect(detect.Fragment{Raw: text, InheritedFromFinding: true}) {
			found[f.Secret] = true
		}
	}
	return found
}

// Bytes around a value that the rules are shown: enough for a name a few lines above.
const (
	shownBefore = 400
	shownAfter  = 300
)

// reportedBy gives the rule that reports a value by what stands near it, or "".
func (r *ruleset) reportedBy(path string, text []byte, value bounds, secret string) string {
	shown := slices.Concat(text[max(0, value.start-shownBefore):value.start], apart(text, value.start-1),
		text[value.start:value.end], apart(text, value.end), text[value.end:min(len(text), value.end+shownAfter)])
	rule := ""
	for _, f := range r.contexts.Detect(detect.Fragment{Raw: string(shown), FilePath: path}) {
		if f.Secret == secret {
			rule = preferred(rule, f.RuleID)
		}
	}
	return rule
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
