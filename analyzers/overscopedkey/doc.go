// Package overscopedkey defines an Analyzer that reports Kraken keys that may do more
// than the program that holds them can use.
//
// # Analyzer overscopedkey
//
// overscopedkey: report Kraken API keys that are granted more than the program uses
//
// Permissions that nobody uses are what a thief uses: a key that may withdraw, in a
// program that only reads balances, is the difference between a leak and a loss.
//
// The analyzer looks at main packages. It finds the endpoints that are reachable from
// main with each key, works out the smallest set of permissions that they need, and
// compares it with what the key is granted. That stands at Kraken, not in the code, so
// it is taken from what people say, the strongest first: the `keys:` of .krakenlint.yaml
// (in `krakenlint check`), a directive on the function, field or variable that yields
// the key, and its name, which tells only whether it may write (TRADE, RW, WITHDRAW,
// ADMIN against READONLY, RO, VIEW). `krakenlint check` also knows other programs that
// use the same key.
//
// ## Example
//
//	// apiKey is that of the trading desk.
//	//krakenlint:permissions query-funds, modify-trades, withdraw-funds
//	func apiKey() string { return os.Getenv("KRAKEN_API_KEY") } // reported here
//
//	func main() {
//		client := krakenapi.New(apiKey(), apiSecret())
//		fmt.Println(client.Balance())
//	}
//
// ## Fix
//
// Make a key with no more than `krakenlint permissions` says, give that to the program,
// and delete the old one at Kraken (Settings, API). Where a program must both read and
// write, two keys keep the reading part harmless.
//
// `krakenlint permissions --write` puts what each program uses into .krakenlint.yaml, with
// `ratchet: true`. From then on code that needs more fails the check until the file says
// so, in the same change, where reviewers see it; code that needs less fails too, until
// the entry is as narrow as it can be. Without the ratchet, a key that is granted less than
// the program uses is noted: the call will fail with EGeneral:Permission denied.
//
// ## Limits
//
// A program that asks for an endpoint whose name the code does not tell, that reaches no
// private endpoint, or one whose permissions Kraken does not document is never reported.
// A WebSocket token without a message that is known to use it proves only that no funds
// are moved. Reflection and plugins are not followed. A key that is granted less than
// the program uses is told by `krakenlint check` alone.
package overscopedkey
