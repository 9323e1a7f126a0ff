package solve

import "testing"

func TestModels(t *testing.T) {
	for symbol, effect := range map[string]string{
		"os.Getenv": "source",
		"github.com/spf13/viper.(Viper).GetString":            "config",
		"example.com/fork/spf13/viper.GetString":              "config",
		"gopkg.in/yaml.v3.Unmarshal":                          "fill",
		"github.com/caarlos0/env/v11.Parse":                   "fill",
		"github.com/aws/aws-sdk-go-v2/aws.String":             "ref",
		"example.com/os.Getenv":                               "",
		"example.com/viper.GetString":                         "",
		"github.com/go-resty/resty/v2.(Request).SetHeader":    "header",
		"encoding/base64.(Encoding).DecodeString":             "text",
		"github.com/kelseyhightower/envconfig.Process":        "fill",
		"github.com/aws/aws-sdk-go-v2/service/ssm.(Client).X": "",
		"github.com/sirupsen/logrus.(Entry).Infof":            "call",
		"github.com/sirupsen/logrus.AddHook":                  "invoke",
		"github.com/sirupsen/logrus/hooks/test.NewGlobal":     "",
	} {
		got := ""
		if m := modelled(symbol); m != nil {
			got = m.effect
		}
		if got != effect {
			t.Errorf("%s: effect %q, want %q", symbol, got, effect)
		}
	}
}

func TestModelErrors(t *testing.T) {
	for text, want := range map[string]string{
		"os.Getenv\tsource":                            "models.tsv:1: want symbol, effect and arguments, tab-separated",
		"# c\nos.Getenv\tmagic\t0":                     "models.tsv:2: unknown effect \"magic\"",
		"os.Getenv\tsource\t0\nos.Getenv\tsource\tenv": "models.tsv:2: os.Getenv stands twice",
	} {
		if _, err := parseModels(text); err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
}

func TestLoosen(t *testing.T) {
	for key, want := range map[string]string{
		"M()()":                                  "~M/0/0",
		"Get(string,map[a]func(b,c))(int,error)": "~Get/2/2",
		"Log(string,[]any)...()":                 "~Log/2/0",
		"~M/1/2":                                 "~M/1/2",
	} {
		if got := loosen(key); got != want {
			t.Errorf("loosen(%q) = %q, want %q", key, got, want)
		}
	}
}
