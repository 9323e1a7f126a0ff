package secrets

import "testing"

func TestTags(t *testing.T) {
	for token, want := range map[string]class{
		"{cipher}": ofPurpose | ofSealed, "$argon2id$v=19$m=65536,t=3,p=4$": ofSignature, "SCRAM-SHA-256$4096:": ofSignature, "$6$salt$": ofSignature, "kraken:$6$salt$": ofSignature,
		"vault:v1:": ofSealed, "v1:abc:": ofSealed, "v:": 0, "kraken:": 0, "$": 0, "a$b$": 0, "": 0, "http://v1/": 0,
	} {
		if got := tagOf([]byte(token)); got&(ofPurpose|ofSignature|ofSealed) != want {
			t.Errorf("%q: %b, want %b", token, got, want)
		}
	}
}

func TestRecords(t *testing.T) {
	for line, want := range map[string]bool{
		"kraken.example.org. IN DS 60485 8 4 ": true, "_443._tcp 3600 IN TLSA 3 1 2 ": true, "@ 300 IN TXT \"p=": true,
		"LOG IN kraken ": false, "key IN": false, "DESCRIBE SECRET kraken IN PROD ": false, "": false,
	} {
		if got := isRecord([]byte(line)); got != want {
			t.Errorf("%q: record %t, want %t", line, got, want)
		}
	}
}

func TestPrograms(t *testing.T) {
	for text, want := range map[string]int{
		"kraken_db": 0, "KRAKEN_SESSION_SECRET": 0, "Kraken VPN": 0, "KRAKEN_KEY_STORAGE": 1, "KRAKEN_API_KEY": 1, "kraken_main": 1,
		"uses OCR of Kraken": 1, "kraken": 1,
	} {
		if got := len(mentionsIn([]byte(text))); got != want {
			t.Errorf("%s: %d mentions, want %d", text, got, want)
		}
	}
}
