package secrets

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect"
	"golang.org/x/tools/txtar"

	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// plainGitleaks is what "gitleaks -c rules/kraken.toml" applies: all of the rules.
func plainGitleaks(t testing.TB) *detect.Detector {
	t.Helper()
	cfg, err := parseRules()
	if err != nil {
		t.Fatal(err)
	}
	return detect.NewDetector(cfg)
}

// TestRules reads rules.txtar: under each rule's name what it must and must not report.
func TestRules(t *testing.T) {
	gitleaks := plainGitleaks(t)
	raw, err := os.ReadFile("testdata/rules.txtar")
	if err != nil {
		t.Fatal(err)
	}
	covered := make(map[string][2]bool)
	for _, f := range txtar.Parse(raw).Files {
		fields := strings.Fields(f.Name) // rule, "reports" or "ignores", path
		rule, reports, path := fields[0], fields[1] == "reports", fields[2]
		found := reportedRules(gitleaks, path, credentialtest.Expand(string(f.Data)))
		if slices.Contains(found, rule) != reports {
			t.Errorf("%s: reported by %q", f.Name, found)
		}
		done := covered[rule]
		done[map[bool]int{true: 0, false: 1}[reports]] = true
		covered[rule] = done
	}
	for id, rule := range gitleaks.Config.Rules {
		if !rule.SkipReport && covered[id] != [2]bool{true, true} {
			t.Errorf("%s: rules.txtar wants a text that it reports and one that it ignores", id)
		}
	}
}

func reportedRules(d *detect.Detector, path, text string) []string {
	var ids []string
	for _, f := range d.Detect(detect.Fragment{Raw: text, FilePath: path}) {
		ids = append(ids, f.RuleID)
	}
	return ids
}

func TestRuleNamesDoNotYield(t *testing.T) {
	for id := range plainGitleaks(t).Config.Rules {
		if strings.Contains(id, "generic") {
			t.Errorf("%s: gitleaks lets rules with this word lose to any other on the line", id)
		}
	}
}

func TestReportedRulesExist(t *testing.T) {
	rules := plainGitleaks(t).Config.Rules
	for _, c := range []candidate{
		{kind: credential.APIKey, paired: true}, {kind: credential.PrivateKey, paired: true},
		{kind: credential.APIKey}, {kind: credential.PrivateKey},
		{kind: credential.PrivateKey, value: strings.Repeat("A", credential.PrivateKeyLen)},
	} {
		if _, ok := rules[c.ruleID()]; !ok {
			t.Errorf("no rule %s in kraken.toml", c.ruleID())
		}
	}
}

// TestSearchLosesNothing holds the candidate search and the values that it leads to
// against gitleaks with the same rules on the whole text.
func TestSearchLosesNothing(t *testing.T) {
	gitleaks := plainGitleaks(t)
	source := credentialtest.New(11)
	random := rand.New(rand.NewPCG(11, 11))
	for range 150 {
		text := noise(random, source)
		checkSearch(t, gitleaks, text)
	}
}

// noise mixes keys, halves of keys, words, signs and binary.
func noise(random *rand.Rand, source *credentialtest.Source) string {
	var b strings.Builder
	parts := []func() string{
		source.APIKey, source.PrivateKey, source.FuturesPrivateKey, source.StellarAddress,
		func() string { return source.HexDigest(28) },
		func() string { return source.APIKey()[:random.IntN(56)] },
		func() string { return "KRAKEN_API_SECRET" },
		func() string { return "kraken futures" },
		func() string { return "API-Key" },
		func() string { return "Authent" },
		func() string { return string(source.Bytes(random.IntN(20))) },
		func() string { return strings.Repeat("A", random.IntN(100)) },
	}
	signs := []string{"", " ", "\n", "\n\n", "=", ": ", "\"", "', '", "/", "//", "-", "_", ".", "+", "\t", "\\n", "%3D", "\x00"}
	for range 1 + random.IntN(30) {
		b.WriteString(parts[random.IntN(len(parts))]())
		b.WriteString(signs[random.IntN(len(signs))])
	}
	return b.String()
}

func checkSearch(t *testing.T, gitleaks *detect.Detector, text string) {
	t.Helper()
	for _, f := range gitleaks.Detect(detect.Fragment{Raw: text, InheritedFromFinding: true}) {
		if _, ok := credential.ClassifyIn(credential.Futures, f.Secret); !ok || escaped(text, f.Secret) {
			continue
		}
		if !HasCandidate([]byte(text)) {
			t.Errorf("no candidate in a text that %s reports", f.RuleID)
		}
		if !slices.ContainsFunc(values([]byte(text)), func(c *candidate) bool { return c.value == f.Secret }) {
			t.Errorf("a value that %s reports is not looked at", f.RuleID)
		}
	}
}

// escaped tells whether a value begins in an escape, where gitleaks reads the n of "\n" as
// a key's first letter.
func escaped(text, value string) bool {
	before, _, _ := strings.Cut(text, value)
	return strings.HasSuffix(before, `\`) || strings.HasSuffix(before, "%")
}

func FuzzSearch(f *testing.F) {
	random, source := rand.New(rand.NewPCG(5, 5)), credentialtest.New(5)
	for range 20 {
		f.Add(noise(random, source))
	}
	gitleaks := plainGitleaks(f)
	f.Fuzz(func(t *testing.T, text string) { checkSearch(t, gitleaks, text) })
}

func TestConfigIsReadAnew(t *testing.T) {
	first, err := parseRules()
	if err != nil {
		t.Fatal(err)
	}
	for range 4 { // gitleaks' own way of loading loses rules from the third time on
		again, err := parseRules()
		if err != nil || len(again.Rules) != len(first.Rules) {
			t.Fatalf("%d rules, then %d: %v", len(first.Rules), len(again.Rules), err)
		}
	}
	if len(first.Allowlists) == 0 || !slices.ContainsFunc(first.Rules["kraken-pair-api-key"].RequiredRules, func(r *config.Required) bool {
		return r.RuleID == "kraken-private-key-value" && *r.WithinLines == 5
	}) {
		t.Error("allowlists or required rules are not read")
	}
}
