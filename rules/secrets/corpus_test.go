package secrets_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/tools/txtar"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// fixture is one file of a corpus with generated values in it.
type fixture struct {
	name, path string
	data       []byte
	planted    []string // the credentials in it, each once
}

// readCorpus expands a txtar archive. A file's name is the path it is scanned under,
// perhaps after a number to tell two apart ("3:.env") and after transformations of the
// whole file ("utf16le!.env"). In the text, @K@ is an API key, @S@ a private key, @F@ an
// unpadded futures one, @SIG@ a signature; @K2@ and so on are others; @K|base64|split:3:" + "@
// writes it in another way.
func readCorpus(t testing.TB, file string, seed uint64) []fixture {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []fixture
	source := credentialtest.New(seed)
	for _, f := range txtar.Parse(raw).Files {
		all = append(all, expand(t, source, f))
	}
	return all
}

var marker = regexp.MustCompile(`@(K|S|F|SIG|STELLAR)([0-9]?)((?:\|[^@]+)?)@`)

var numbered = regexp.MustCompile(`^[0-9]+:`)

func expand(t testing.TB, source *credentialtest.Source, f txtar.File) fixture {
	values := map[string]string{}
	out := fixture{name: f.Name}
	text := marker.ReplaceAllFunc(f.Data, func(m []byte) []byte {
		parts := marker.FindSubmatch(m)
		kind, name := string(parts[1]), string(parts[1])+string(parts[2])
		if values[name] == "" {
			values[name] = generate(source, kind)
			if kind == "K" || kind == "S" || kind == "F" {
				out.planted = append(out.planted, values[name])
			}
		}
		return []byte(rewrite(t, values[name], strings.Split(string(parts[3]), "|")[1:]))
	})
	transforms := strings.Split(numbered.ReplaceAllString(f.Name, ""), "!")
	out.path = transforms[len(transforms)-1]
	for _, name := range slices.Backward(transforms[:len(transforms)-1]) {
		text = []byte(apply(t, name, string(text)))
	}
	out.data = text
	return out
}

func generate(source *credentialtest.Source, kind string) string {
	switch kind {
	case "K":
		return source.APIKey()
	case "F":
		return source.FuturesPrivateKey()
	case "STELLAR":
		return source.StellarAddress()
	}
	return source.PrivateKey()
}

func rewrite(t testing.TB, value string, how []string) string {
	for _, name := range how {
		value = apply(t, name, value)
	}
	return value
}

// apply writes text in another way.
func apply(t testing.TB, how, text string) string {
	name, argument, _ := strings.Cut(how, ":")
	switch name {
	case "base64":
		return base64.StdEncoding.EncodeToString([]byte(text))
	case "rawbase64":
		return base64.RawStdEncoding.EncodeToString([]byte(text))
	case "urlbase64":
		return base64.URLEncoding.EncodeToString([]byte(text))
	case "hex":
		return hex.EncodeToString([]byte(text))
	case "HEX":
		return strings.ToUpper(hex.EncodeToString([]byte(text)))
	case "percent":
		return url.QueryEscape(text)
	case "json":
		return strings.NewReplacer("+", `\u002b`, "/", `\/`, "=", `\u003d`).Replace(text)
	case "jsonstring":
		return strings.Trim(strconv.Quote(text), `"`)
	case "unicode":
		return each(text, "", `\u%04x`)
	case "xescape":
		return each(text, "", `\x%02x`)
	case "html":
		return strings.NewReplacer("+", "&#43;", "/", "&#x2F;", "=", "&#61;").Replace(text)
	case "quoted-printable":
		return strings.ReplaceAll(text, "=", "=3D")
	case "bytes":
		return each(text, ", ", "0x%02x")
	case "ints":
		return each(text, ", ", "%d")
	case "chars":
		return each(text, ", ", "'%c'")
	case "hexpairs":
		return each(text, " ", "%02x")
	case "crlf":
		return strings.ReplaceAll(text, "\n", "\r\n")
	case "utf16le":
		return "\xff\xfe" + wide(text, binary.LittleEndian)
	case "utf16be":
		return wide(text, binary.BigEndian)
	case "wrap":
		n, err := strconv.Atoi(argument)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(chunks(text, n), "\n")
	case "split":
		count, glue, _ := strings.Cut(argument, ":")
		n, err := strconv.Atoi(count)
		if err != nil {
			t.Fatal(err)
		}
		glue = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t").Replace(glue)
		return strings.Join(chunks(text, (len(text)+n-1)/n), glue)
	}
	t.Fatalf("no transformation %q", how)
	return ""
}

func each(text, between, format string) string {
	var parts []string
	for _, c := range []byte(text) {
		parts = append(parts, fmt.Sprintf(format, c))
	}
	return strings.Join(parts, between)
}

func chunks(text string, n int) []string {
	var parts []string
	for len(text) > n {
		parts, text = append(parts, text[:n]), text[n:]
	}
	return append(parts, text)
}

func wide(text string, order binary.AppendByteOrder) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, unit)
	}
	return string(bytes.Clone(b))
}
