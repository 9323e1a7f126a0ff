// Package ccxtpro has the clients that also speak over WebSockets.
package ccxtpro

import "github.com/ccxt/ccxt/go/v4"

// KrakenCore is the client without types.
type KrakenCore struct {
	*ccxt.KrakenCore
	base *ccxt.KrakenCore
}

func NewKrakenCore() *KrakenCore {
	p := &KrakenCore{}
	base := &ccxt.KrakenCore{}
	p.base = base
	p.KrakenCore = base
	return p
}

func (k *KrakenCore) Init(config map[string]any) {
	k.base.Init(k.DeepExtend(config))
}

func (k *KrakenCore) WatchOrders(params ...any) <-chan any { return nil }

// Kraken is the client with types.
type Kraken struct {
	*KrakenCore
	Core  *KrakenCore
	typed *ccxt.Kraken
}

func NewKraken(config map[string]any) *Kraken {
	p := NewKrakenCore()
	p.Init(config)
	return &Kraken{KrakenCore: p, Core: p, typed: ccxt.NewKrakenFromCore(p.base)}
}

func (k *Kraken) WatchOrders(params ...any) ([]ccxt.Order, error) {
	<-k.Core.WatchOrders(params...)
	return nil, nil
}

func (k *Kraken) FetchBalance(params ...any) (map[string]float64, error) {
	return k.typed.FetchBalance(params...)
}
