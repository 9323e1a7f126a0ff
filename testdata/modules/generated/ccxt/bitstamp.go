package ccxt

import "strings"

// Bitstamp is the client of another exchange.
type Bitstamp struct{ Exchange }

func NewBitstamp(config map[string]any) *Bitstamp {
	b := &Bitstamp{}
	b.InitParent(config, nil)
	return b
}

func (b *Bitstamp) FetchBalance(params ...any) (map[string]float64, error) { return nil, nil }

func (b *Bitstamp) CreateOrder(symbol, kind, side string, amount float64, options ...func(*Order)) (Order, error) {
	return Order{}, nil
}

func (b *Bitstamp) FetchTicker(symbol string) (float64, error) { return 0, nil }

// IExchange is what all clients with types have in common.
type IExchange interface {
	FetchBalance(params ...any) (map[string]float64, error)
	CreateOrder(symbol, kind, side string, amount float64, options ...func(*Order)) (Order, error)
	FetchTicker(symbol string) (float64, error)
}

// CreateExchange makes a client by its name.
func CreateExchange(id string, config map[string]any) IExchange {
	switch strings.ToLower(id) {
	case "bitstamp":
		return NewBitstamp(config)
	case "kraken":
		itf := NewKraken(config)
		return itf
	case "krakenfutures":
		return NewKrakenfutures(config)
	}
	return nil
}
