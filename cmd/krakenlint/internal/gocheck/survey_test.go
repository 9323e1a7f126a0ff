package gocheck

import "testing"

func TestIsIgnored(t *testing.T) {
	for content, want := range map[string]bool{
		"//go:build ignore\n\npackage main // kraken":                             true,
		"// Copyright\n\n//go:build ignore && linux\n\npackage main // kraken":    true,
		"/* kraken */\n\n//go:build (ignore)\n\npackage main":                     true,
		"//go:build !ignore\n\npackage main // kraken":                            false,
		"//go:build ignore || linux\n\npackage main // kraken":                    false,
		"//go:build linux\n\npackage main // kraken ignore":                       false,
		"package p\n\n// kraken\nconst text = `\n//go:build ignore\n`":            false,
		"//go:build ignore\n\npackage main // of nothing that matters here":       false,
		"//go:build ignore &&\n\npackage main // kraken":                          false,
		"//go:build ignore\n\nthis is no Go file, though it speaks of a kraken\n": false,
	} {
		if got := isIgnored([]byte(content)); got != want {
			t.Errorf("%q: %v, want %v", content, got, want)
		}
	}
}
