package secrets_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// TestPlaces wants each credential where it is written, however it is: "kind line:column".
func TestPlaces(t *testing.T) {
	key, secret := credentialtest.Planted("API_KEY_1"), credentialtest.Planted("PRIVATE_KEY_1")
	b64 := func(text string) string { return apply(t, "base64", text) }
	tests := map[string]struct {
		path, text string
		want       []string
	}{
		"plain":           {".env", "# Kraken\nKRAKEN_API_KEY=" + key + "\n", []string{"api-key 2:16"}},
		"one line":        {"main.go", `	krakenapi.New("` + key + `", "` + secret + `")`, []string{"api-key 1:17", "private-key 1:77"}},
		"concatenated":    {"main.go", "kraken := 1\nsecret := \"" + secret[:40] + "\" +\n\t\"" + secret[40:] + "\"\n", []string{"private-key 2:12"}},
		"base64":          {"secret.yaml", "kind: Secret\ndata:\n  KRAKEN_SECRET: " + b64(secret) + "\n", []string{"private-key 3:18"}},
		"whole file":      {"x.b64", "\n" + b64("KRAKEN_KEY="+key+"\n"), []string{"api-key 2:15"}},
		"wrapped file":    {"x.b64", apply(t, "wrap:76", b64(strings.Repeat("# kraken\n", 20)+"KRAKEN_KEY="+key+"\n")), []string{"api-key 4:27"}},
		"UTF-16":          {"kraken.key", apply(t, "utf16le", "\n"+key+"\n"+secret+"\n"), []string{"api-key 2:2", "private-key 3:2"}},
		"escaped":         {"a.json", `{"kraken":{"secret":"` + apply(t, "unicode", secret) + `"}}`, []string{"private-key 1:22"}},
		"same twice":      {".env", "KRAKEN_KEY=" + key + "\nKRAKEN_KEY2=" + key + "\n", []string{"api-key 1:12", "api-key 2:13"}},
		"plain and coded": {".env", "KRAKEN_KEY=" + key + "\nKRAKEN_KEY64=" + b64(key) + "\n", []string{"api-key 1:12", "api-key 2:14"}},
		"numbers":         {"a.go", "var krakenSecret = []byte{" + apply(t, "bytes", secret) + "}", []string{"private-key 1:27"}},
	}
	for name, test := range tests {
		matches, err := secrets.New().Scan(test.path, []byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range secrets.Locate([]byte(test.text), matches) {
			got = append(got, fmt.Sprintf("%s %d:%d", m.Kind, m.Line, m.Column))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: places (-want +got):\n%s", name, diff)
		}
	}
}

func TestProducts(t *testing.T) {
	for text, want := range map[string]credential.Product{
		"KRAKEN_FUTURES_API_SECRET=@FUTURES_PRIVATE_KEY_1@": credential.Futures,
		"KRAKEN_FUTURES_API_SECRET=@PRIVATE_KEY_1@":         credential.Futures,
		"KRAKEN_SPOT_API_SECRET=@PRIVATE_KEY_1@":            credential.Spot,
		"KRAKEN_API_SECRET=@PRIVATE_KEY_1@":                 credential.UnknownProduct,
	} {
		matches, err := secrets.New().Scan(".env", []byte(credentialtest.Expand(text)))
		if err != nil || len(matches) != 1 {
			t.Fatalf("%s: %d matches, %v", text, len(matches), err)
		}
		if got := matches[0].Product; got != want {
			t.Errorf("%s: product %s, want %s", text, got, want)
		}
	}
}

// TestScanReader plants keys around the seams of the windows of a long input.
func TestScanReader(t *testing.T) {
	var text bytes.Buffer
	var want []string
	source := credentialtest.New(9)
	for line := 1; text.Len() < 3<<20; line++ {
		if line%997 != 0 {
			fmt.Fprintf(&text, "line %d of some log, with nothing in it\n", line)
			continue
		}
		fmt.Fprintf(&text, "kraken secret=%s\n", source.PrivateKey())
		want = append(want, fmt.Sprintf("%d:15-%d:103", line, line))
	}
	found, err := secrets.New().ScanReader("a.log", &text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range found {
		got = append(got, fmt.Sprintf("%d:%d-%d:%d", m.Line, m.Column, m.EndLine, m.EndColumn))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

// TestScanReaderAgreesWithScan on every file of the corpora.
func TestScanReaderAgreesWithScan(t *testing.T) {
	engine := secrets.New()
	for _, f := range readCorpus(t, "testdata/leaks.txtar", 4) {
		matches, err := engine.Scan(f.path, f.data)
		if err != nil {
			t.Fatal(err)
		}
		read, err := engine.ScanReader(f.path, bytes.NewReader(f.data))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(len(secrets.Locate(f.data, matches)), len(read)); diff != "" {
			t.Errorf("%s: matches (-Scan +ScanReader):\n%s", f.name, diff)
		}
	}
}
