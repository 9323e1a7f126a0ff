// Flags that put their values into variables.
//
// want flag:key|env:KRAKEN_API_KEY: /0/private/Balance
package main

import (
	"os"

	"example.com/reach/kraken"
	"example.com/reach/urfave/cli"
)

type options struct{ key, secret string }

func main() {
	var o options
	app := &cli.App{
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "key", EnvVars: []string{"KRAKEN_API_KEY"}, Destination: &o.key},
			&cli.StringFlag{Name: "secret", EnvVars: []string{"KRAKEN_API_SECRET"}, Destination: &o.secret},
		},
		Action: func(*cli.Context) error {
			_, err := kraken.New(o.key, o.secret).Balance()
			return err
		},
	}
	_ = app.Run(os.Args)
}
