// Package ccxt stands in for the generated clients of that name: what is called is looked
// up in data when the program runs, so that nothing leads from a method to an endpoint.
package ccxt

// Exchange is in every client.
type Exchange struct {
	ApiKey, Secret  string
	DerivedExchange Derived
	api             map[string]any
}

// Derived is the client that an Exchange is in.
type Derived interface {
	FetchBalance(params ...any) <-chan any
	CreateOrder(symbol, kind, side, amount any, more ...any) <-chan any
}

// SetApiKey is a setter, as there are of all fields.
func (e *Exchange) SetApiKey(key any) { e.ApiKey = key.(string) }

// SetSecret is another.
func (e *Exchange) SetSecret(secret any) { e.Secret = secret.(string) }

// InitParent reads what a client is told of itself and by its user.
func (e *Exchange) InitParent(config, described map[string]any) {
	all := e.DeepExtend(described, config)
	e.ApiKey, _ = all["apiKey"].(string)
	e.Secret, _ = all["secret"].(string)
	e.api, _ = all["api"].(map[string]any)
}

// DeepExtend merges maps.
func (e *Exchange) DeepExtend(maps ...map[string]any) map[string]any {
	out := map[string]any{}
	for _, m := range maps {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

// CreateLimitOrder is made of what the client has.
func (e *Exchange) CreateLimitOrder(symbol, side, amount, price any, more ...any) <-chan any {
	return e.DerivedExchange.CreateOrder(symbol, "limit", side, amount, price)
}

// FetchTicker is public.
func (e *Exchange) FetchTicker(symbol any, more ...any) <-chan any { return e.call("publicGetTicker") }

// FetchShiny is not in the table: it came with a later version.
func (e *Exchange) FetchShiny(more ...any) <-chan any { return e.call("privatePostShiny") }

func (e *Exchange) call(name string, args ...any) <-chan any {
	out := make(chan any, 1)
	out <- e.api[name]
	return out
}
