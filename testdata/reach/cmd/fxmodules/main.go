// An application that fx puts together: keys by name, structs of parameters and results,
// groups, interfaces, hooks. What nobody wants is not made, and a module that is not part of
// the application does nothing.
//
// want env:KRAKEN_READ_KEY: /0/private/Balance /0/private/ClosedOrders
// want env:KRAKEN_TRADE_KEY: /0/private/AddOrder /0/private/GetWebSocketsToken
package main

import (
	"context"
	"os"

	"example.com/reach/go.uber.org/fx"
	"example.com/reach/kraken"
)

type trader interface{ Buy() error }

type desk struct{ client *kraken.Client }

func newDesk(client *kraken.Client) *desk { return &desk{client} }

func (d *desk) Buy() error {
	_, err := d.client.AddOrder("XBTEUR", "buy", nil)
	return err
}

type clients struct {
	fx.Out

	Reader *kraken.Client `name:"reader"`
	Trader *kraken.Client `name:"trader"`
}

type keys struct {
	fx.In

	Read  string `name:"read"`
	Trade string `name:"trade"`
}

func newClients(k keys) clients {
	return clients{
		Reader: kraken.New(k.Read, os.Getenv("KRAKEN_READ_SECRET")),
		Trader: kraken.New(k.Trade, os.Getenv("KRAKEN_TRADE_SECRET")),
	}
}

type job func() error

type jobs struct {
	fx.In

	All []job `group:"jobs"`
}

type runner struct{ jobs []job }

func newRunner(lc fx.Lifecycle, j jobs) *runner {
	r := &runner{j.All}
	lc.Append(fx.Hook{OnStart: func(context.Context) error { return r.run() }})
	return r
}

func (r *runner) run() error {
	for _, j := range r.jobs {
		if err := j(); err != nil {
			return err
		}
	}
	return nil
}

func newBalanceJob(reader *kraken.Client) job {
	return func() error {
		_, err := reader.Balance()
		return err
	}
}

type history struct{ client *kraken.Client }

func (h history) job() job {
	return func() error {
		_, err := h.client.ClosedOrders()
		return err
	}
}

func newHistory(client *kraken.Client) history { return history{client} }

type canceller struct{}

func newCanceller(client *kraken.Client) canceller {
	_, _ = client.CancelOrder("all")
	return canceller{}
}

var trading = fx.Module("trading",
	fx.Supply(
		fx.Annotate(os.Getenv("KRAKEN_READ_KEY"), fx.ResultTags(`name:"read"`)),
		fx.Annotate(os.Getenv("KRAKEN_TRADE_KEY"), fx.ResultTags(`name:"trade"`)),
	),
	fx.Provide(
		newClients,
		newRunner,
		fx.Annotate(newDesk, fx.ParamTags(`name:"trader"`), fx.As(new(trader))),
		fx.Annotate(newBalanceJob, fx.ParamTags(`name:"reader"`), fx.ResultTags(`group:"jobs"`)),
		fx.Annotate(newHistory, fx.ParamTags(`name:"reader"`)),
		fx.Annotate(history.job, fx.ResultTags(`group:"jobs"`)),
		fx.Annotate(newCanceller, fx.ParamTags(`name:"reader"`)), // nobody wants it
	),
)

var withdrawals = fx.Options(fx.Invoke(fx.Annotate(withdraw, fx.ParamTags(`name:"trader"`)))) // not part of the application

func withdraw(client *kraken.Client) error {
	_, err := client.Withdraw("XBT", "cold", "1")
	return err
}

type streams struct {
	fx.In

	Client *kraken.Client `name:"trader"`
}

func main() {
	var t trader
	options := []fx.Option{trading, fx.Populate(&t)}
	options = append(options, fx.Invoke(func(*runner) {}, func(s streams) error {
		_, err := s.Client.Token()
		return err
	}))
	fx.New(options...).Run()
	_ = t.Buy()
}
