package gclplugin

import (
	"slices"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/krakenlint/krakenlint/analyzers"
)

func build(t *testing.T, raw any) []*analysis.Analyzer {
	t.Helper()
	newPlugin, err := register.GetPlugin(Name)
	if err != nil {
		t.Fatal(err)
	}
	plugin, err := newPlugin(raw)
	if err != nil {
		t.Fatal(err)
	}
	if mode := plugin.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %q, want %q", mode, register.LoadModeTypesInfo)
	}
	built, err := plugin.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if err := analysis.Validate(built); err != nil {
		t.Error(err)
	}
	return built
}

func TestSettings(t *testing.T) {
	checks := slices.DeleteFunc(build(t, nil), func(a *analysis.Analyzer) bool { return strings.HasPrefix(a.Name, "krakenlintstate") })
	if got, want := len(checks), len(analyzers.All()); got != want {
		t.Errorf("without settings %d analyzers, want all %d", got, want)
	}
	one := build(t, map[string]any{"rules": []any{"hardcoded-key"}})
	if len(one) != 1 || one[0].Name != "hardcodedkey" {
		t.Errorf("rules: [hardcoded-key] gave %v", one)
	}
	if build(t, nil)[0] == one[0] {
		t.Error("two instances share an analyzer")
	}
	for _, raw := range []any{
		map[string]any{"rules": []any{"hardcodedkey"}},
		map[string]any{"rulez": []any{}},
		map[string]any{"rules": "hardcoded-key"},
	} {
		if _, err := New(raw); err == nil {
			t.Errorf("settings %v were taken", raw)
		}
	}
}
