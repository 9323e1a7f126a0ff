package cli_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/cli"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// shapes are ways in which a pair stands in a text, with %[1]s for the API key and
// %[2]s for the private key.
var shapes = []string{
	"KRAKEN_API_KEY=%[1]s\nKRAKEN_API_SECRET=%[2]s\n",
	`{"kraken": {"apiKey": "%[1]s", "secret": "%[2]s"}}`,
	"api := krakenapi.New(\"%[1]s\", \"%[2]s\")\n",
	"exchange,key,secret\nkraken,%[1]s,%[2]s\n",
	"kraken: [%[1]s, %[2]s, %[1]s, %[2]s]",
	"%[1]s\n%[2]s\n",
	"\t# kraken \x1b[31m %[1]s\r\n\t# %[2]s krakenlint:ignore hardcoded-key\r\n",
	"https://api.kraken.com/0/private/Balance?key=%[1]s&secret=%[2]s",
}

// encodings change the values before they are planted.
var encodings = []func(string) string{
	func(s string) string { return s },
	func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	func(s string) string { return hex.EncodeToString([]byte(s)) },
	func(s string) string { return strings.NewReplacer("/", `\/`, "+", `\u002b`).Replace(s) },
	func(s string) string { return strings.NewReplacer("/", "%2F", "+", "%2B", "=", "%3D").Replace(s) },
	func(s string) string { return s[:len(s)/2] + "\" +\n\t\"" + s[len(s)/2:] },
}

// FuzzNoOutputShowsACredential plants a pair in a text, a file name and a directive, and
// looks for it in everything that check prints, in every format there is.
func FuzzNoOutputShowsACredential(f *testing.F) {
	for shape := range shapes {
		for encoding := range encodings {
			f.Add(uint8(shape), uint8(encoding), "", "config.env")
		}
	}
	f.Add(uint8(0), uint8(0), "x := `@PRIVATE_KEY_1@` // ", "@API_KEY_1@.txt")
	f.Add(uint8(0), uint8(0), "# krakenlint:ignore @API_KEY_1@ -- @PRIVATE_KEY_1@\n", "@PRIVATE_KEY_1@")
	f.Add(uint8(0), uint8(0), "# krakenlint:" + "ignore hardcoded-key -- was @PRIVATE_KEY_1@\n", "config.env")
	f.Fuzz(func(t *testing.T, shape, encoding uint8, around, name string) {
		if credentialtest.Leak(around+name) != "" || strings.Contains(name, "\x00") {
			return // the fuzzer has found the key: it is not planted then
		}
		encode := encodings[int(encoding)%len(encodings)]
		text := credentialtest.Expand(around) + fmt.Sprintf(shapes[int(shape)%len(shapes)],
			encode(credentialtest.Planted("API_KEY_1")), encode(credentialtest.Planted("PRIVATE_KEY_1"))) + around
		for where, output := range check(t, text, credentialtest.Expand(name)) {
			if leak := credentialtest.Leak(output); leak != "" {
				t.Errorf("%s shows %s", where, leak)
			}
		}
	})
}

// check runs the command once, and returns every format's report and what it said beside.
func check(t *testing.T, text, name string) map[string]string {
	dir := t.TempDir()
	args := []string{"check", "--stdin", "--verbose", "--stdin-path", name}
	for _, format := range report.Formats() {
		args = append(args, "--output", format+"="+filepath.Join(dir, format))
	}
	var stdout, stderr bytes.Buffer
	cli.Main(context.Background(), args, strings.NewReader(text), &stdout, &stderr)
	outputs := map[string]string{"stdout": stdout.String(), "stderr": stderr.String()}
	for _, format := range report.Formats() {
		data, err := os.ReadFile(filepath.Join(dir, format))
		if err != nil {
			t.Fatal(err)
		}
		outputs[format] = string(data)
	}
	return outputs
}
