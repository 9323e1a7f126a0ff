package ccxt

// KrakenCore is the client without types.
type KrakenCore struct{ Exchange }

func NewKrakenCore() *KrakenCore { return &KrakenCore{} }

func (k *KrakenCore) Init(config map[string]any) {
	k.Exchange = Exchange{}
	k.Exchange.DerivedExchange = k
	k.InitParent(config, map[string]any{"id": "kraken", "api": map[string]any{"privatePostBalanceEx": "BalanceEx"}})
}

func (k *KrakenCore) FetchBalance(params ...any) <-chan any { return k.call("privatePostBalanceEx") }

func (k *KrakenCore) CreateOrder(symbol, kind, side, amount any, more ...any) <-chan any {
	return k.call("privatePostAddOrder")
}

func (k *KrakenCore) PrivatePostWithdrawInfo(params ...any) <-chan any {
	return k.call("privatePostWithdrawInfo")
}

// Kraken is the client with types.
type Kraken struct {
	*KrakenCore
	Core *KrakenCore
}

func NewKraken(config map[string]any) *Kraken {
	core := NewKrakenCore()
	core.Init(config)
	return NewKrakenFromCore(core)
}

func NewKrakenFromCore(core *KrakenCore) *Kraken { return &Kraken{KrakenCore: core, Core: core} }

func (k *Kraken) FetchBalance(params ...any) (map[string]float64, error) {
	<-k.Core.FetchBalance(params...)
	return nil, nil
}

func (k *Kraken) CreateOrder(symbol, kind, side string, amount float64, options ...func(*Order)) (Order, error) {
	<-k.Core.CreateOrder(symbol, kind, side, amount)
	return Order{}, nil
}

func (k *Kraken) FetchTicker(symbol string) (float64, error) {
	<-k.Core.FetchTicker(symbol)
	return 0, nil
}

// Order is an order.
type Order struct{ ID string }
