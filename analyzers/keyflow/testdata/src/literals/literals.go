package literals // want package:"3 packages, 1 clients"

// Package literals holds credentials in the ways in which text cannot see them, one a
// function. A line with a credential that is to be found ends in "literal:" and its kind.

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"conf"
	"kraken"
)

func imported() { kraken.New(conf.Key, conf.Pair.Secret) }

func concatenated(tail string) {
	first := "@API_KEY_5:0:20@" + strings.TrimSpace(" @API_KEY_5:20:56@ ") // literal: api-key
	kraken.New(first, tail)
}

func looped() {
	var secret string
	for _, part := range []string{"@PRIVATE_KEY_5:0:30@", "@PRIVATE_KEY_5:30:88@"} {
		secret += part // literal: private-key
	}
	kraken.New("", secret)
}

func decoded() {
	raw, _ := hex.DecodeString("@PRIVATE_KEY_6:hex@") // literal: private-key
	kraken.New(os.Getenv("K"), string(raw))
}

func joined() {
	kraken.New(fmt.Sprintf("%s%s", "@API_KEY_7:0:28@", "@API_KEY_7:28:56@"), "")                                       // literal: api-key
	kraken.New("", string(bytes.Join([][]byte{[]byte("@PRIVATE_KEY_7:0:44@"), []byte("@PRIVATE_KEY_7:44:88@")}, nil))) // literal: private-key
}

type option func(*settings)

type settings struct{ key, secret string }

func withKey(key string) option { return func(s *settings) { s.key = key } }

func build(options ...option) *kraken.Client {
	var s settings
	for _, o := range options {
		o(&s)
	}
	return kraken.New(s.key, s.secret)
}

func optional() { build(withKey("@API_KEY_8@")) } // literal: api-key

type keeper interface{ Secret() string }

type fixed struct{ secret string }

func (f fixed) Secret() string { return f.secret }

func dynamic(k keeper) { kraken.New("", k.Secret()) }

func provide() { dynamic(fixed{"@PRIVATE_KEY_9@"}) } // literal: private-key

func fallback() {
	kraken.New(cmp.Or(os.Getenv("KEY"), "@API_KEY_10@"), "") // literal: api-key
}

type tagged struct {
	Secret string `envDefault:"@PRIVATE_KEY_11@"` // literal: private-key
}

func tags(t *tagged) { kraken.New("", t.Secret) }
