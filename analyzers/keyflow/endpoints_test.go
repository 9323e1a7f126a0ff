package keyflow

import "testing"

func TestJudgeURL(t *testing.T) {
	for text, want := range map[string]verdict{
		"https://api.kraken.com/0/private/Balance": private,
		"/0/public/Time":                     nothing,
		"https://api.kraken.com/0/private/*": unclear,
		"https://example.com/*":              nothing,
		"?nonce=*":                           unclear, // the path is lost
		"":                                   nothing,
	} {
		if _, got := judgeURL("POST", text); got != want {
			t.Errorf("judgeURL(%q) = %v, want %v", text, got, want)
		}
	}
}
