package report

import (
	"regexp"
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

func TestHTMLEscapesWhatTheRepositoryNames(t *testing.T) {
	page := print(t, "html", sample(), Style{})
	if strings.Count(page, "<script>") != 1 {
		t.Error("a name of the repository has become markup")
	}
	for _, want := range []string{"4 findings.", "<mark>…</mark>", "&lt;script&gt;alert(1)&lt;/script&gt;", "not declared", "and unknown ones"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestHTMLNeedsNothingElse holds the promise that opening the page asks no server.
func TestHTMLNeedsNothingElse(t *testing.T) {
	page := print(t, "html", sample(), Style{})
	elsewhere := regexp.MustCompile(`href="#[\w-]*"`).ReplaceAllString(page, "") // without what leads to the page itself
	if reference := regexp.MustCompile(`(?i)\b(?:src|href|url)\s*[=(]|@import`).FindString(elsewhere); reference != "" {
		t.Errorf("the page refers to something else: %q", reference)
	}
	for _, content := range []string{htmlStyle, htmlScript} {
		if !strings.Contains(page, content) {
			t.Error("style or script are not in the page as they are: the policy's hashes would not match")
		}
	}
}

func TestHTMLOfNothing(t *testing.T) {
	page := print(t, "html", finding.Report{}, Style{})
	if !strings.Contains(page, "No Kraken key found") || strings.Contains(page, "<svg") {
		t.Error("want the good news, and no graph of nothing")
	}
}
