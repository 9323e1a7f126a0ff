// A setting whose flag has another name than the setting.
//
// want flag:api-key|env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"example.com/reach/kraken"
	"example.com/reach/spf13/pflag"
	"example.com/reach/spf13/viper"
)

var flags = new(pflag.FlagSet)

func init() {
	flags.String("api-key", "", "the key of Kraken's API")
	flags.String("api-secret", "", "its private half")
	_ = viper.BindPFlag("api.key", flags.Lookup("api-key"))
	_ = viper.BindPFlag("api.secret", flags.Lookup("api-secret"))
	_ = viper.BindEnv("api.key", "KRAKEN_API_KEY")
	_ = viper.BindEnv("api.secret", "KRAKEN_API_SECRET")
}

func main() {
	_, _ = kraken.New(viper.GetString("api.key"), viper.GetString("api.secret")).Balance()
}
