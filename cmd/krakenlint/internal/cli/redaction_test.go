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
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// TestMain has this program analyse packages for go vet, as krakenlint does.
func TestMain(m *testing.M) {
	if gocheck.IsUnit(os.Args[1:]) {
		gocheck.RunUnit()
	}
	m.Run()
}

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
	f.Add(uint8(0), uint8(0), "# krakenlint:"+"ignore hardcoded-key -- was @PRIVATE_KEY_1@\n", "config.env")
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

// program has keys in all that permissions quotes of code: the text of a message whose feed
// is not known, whole and in part, and the names of a directory and of variables.
const program = `package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"os"

	"golang.org/x/net/websocket"
)

const url, key = "wss://futures.kraken.com/ws/v1\x1b[31m", "@API_KEY_1@"

type client struct {
	public, private string
	conn            *websocket.Conn
}

func (c *client) sign(challenge string) string {
	secret, _ := base64.StdEncoding.DecodeString(c.private)
	sum := sha256.Sum256([]byte(challenge))
	mac := hmac.New(sha512.New, secret)
	mac.Write(sum[:])
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (c *client) subscribe(feed, challenge string) {
	c.send("{\"event\":\"subscribe\",\"feed\":\"" + feed + "\x1b[31m\",\"api_key\":\"" + key + "\",\"before\":\"HALF" + feed + "\",\"signed_challenge\":\"" + c.sign(challenge) + "\"}")
}

func (c *client) send(message string) { websocket.Message.Send(c.conn, message) }

func main() {
	conn, _ := websocket.Dial(url, "", url)
	c := &client{os.Getenv("@API_KEY_1@"), os.Getenv("@PRIVATE_KEY_1@"), conn}
	c.subscribe(os.Args[1], os.Args[2])
}
`

// library stands in for the WebSocket library.
const library = `package websocket

type Conn struct{}

type Codec struct{}

var Message Codec

func (Codec) Send(conn *Conn, message any) error { return nil }

func Dial(url, protocol, origin string) (*Conn, error) { return &Conn{}, nil }
`

// TestPermissionsShowNoCredential has permissions print a hostile program in all formats.
func TestPermissionsShowNoCredential(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":                     "module example.com/m\n\ngo 1.24\n\nrequire golang.org/x/net v0.0.0\n\nreplace golang.org/x/net => ./net\n",
		"cmd/@API_KEY_1@/main.go":    program,
		"net/go.mod":                 "module golang.org/x/net\n\ngo 1.24\n",
		"net/websocket/websocket.go": library,
	} {
		text = strings.ReplaceAll(text, "HALF", credentialtest.Planted("API_KEY_1")[:28])
		write(t, filepath.Join(dir, credentialtest.Expand(name)), credentialtest.Expand(text))
	}
	t.Chdir(dir)
	for _, format := range []string{"text", "json", "html", "dot", "mermaid"} {
		var stdout, stderr bytes.Buffer
		if status := cli.Main(t.Context(), []string{"permissions", "--format", format}, nil, &stdout, &stderr); status != 0 {
			t.Fatalf("%s: status %d: %s", format, status, stderr.String())
		}
		output := stdout.String() + stderr.String()
		if leak := credentialtest.Leak(output); leak != "" {
			t.Errorf("%s shows %s", format, leak)
		}
		if strings.Contains(output, "\x1b") {
			t.Errorf("%s colours the terminal", format)
		}
		if !strings.Contains(output, "env:…") {
			t.Errorf("%s does not show that there is a key: %s", format, output)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
