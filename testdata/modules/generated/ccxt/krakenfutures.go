package ccxt

// KrakenfuturesCore is the client without types.
type KrakenfuturesCore struct{ Exchange }

func (k *KrakenfuturesCore) Init(config map[string]any) {
	k.Exchange = Exchange{}
	k.Exchange.DerivedExchange = k
	k.InitParent(config, map[string]any{"id": "krakenfutures"})
}

func (k *KrakenfuturesCore) FetchBalance(params ...any) <-chan any {
	return k.call("privateGetAccounts")
}

func (k *KrakenfuturesCore) CreateOrder(symbol, kind, side, amount any, more ...any) <-chan any {
	return k.call("privatePostSendorder")
}

// Krakenfutures is the client with types.
type Krakenfutures struct {
	*KrakenfuturesCore
	Core *KrakenfuturesCore
}

func NewKrakenfutures(config map[string]any) *Krakenfutures {
	core := &KrakenfuturesCore{}
	core.Init(config)
	return &Krakenfutures{KrakenfuturesCore: core, Core: core}
}

func (k *Krakenfutures) FetchBalance(params ...any) (map[string]float64, error) {
	<-k.Core.FetchBalance(params...)
	return nil, nil
}

func (k *Krakenfutures) CreateOrder(symbol, kind, side string, amount float64, options ...func(*Order)) (Order, error) {
	<-k.Core.CreateOrder(symbol, kind, side, amount)
	return Order{}, nil
}

func (k *Krakenfutures) FetchTicker(symbol string) (float64, error) {
	<-k.Core.FetchTicker(symbol)
	return 0, nil
}
