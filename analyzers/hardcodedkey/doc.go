// Package hardcodedkey defines an Analyzer that reports Kraken credentials that stand in
// Go code.
//
// # Analyzer hardcodedkey
//
// hardcodedkey: report Kraken API keys and private keys that stand in the code
//
// Whoever reads the code has the key: colleagues, contractors, the build service, and
// after a push to a public repository bots that look for such keys within minutes. With
// an API key and its private key they trade on the account, and withdraw if the key may.
// Deleting the line does not help, for the history keeps it.
//
// The analyzer follows values instead of looking at names: a string constant is reported
// when it ends in the key of a request to Kraken, whatever variables, fields, functions,
// packages and encodings it goes through. One that is only compared, or is the expected
// value of a signature, is not. Clients are recognised by what they do, so that forks and
// clients of your own count. Published examples and placeholders are silent.
//
// ## Example
//
//	const secret = "kQH5…==" // reported here
//
//	func main() {
//		client := krakenapi.New(os.Getenv("KRAKEN_API_KEY"), secret)
//		…
//	}
//
// ## Fix
//
// Revoke the key at Kraken first (Settings, API), then make a new one and let the program
// read it when it starts:
//
//	var secret = os.Getenv("KRAKEN_API_SECRET")
//
// The suggested fix does that where the code still compiles: not for struct tags, byte
// arrays, encoded keys and constants that others may use as such.
//
// A finding that has been dealt with is silenced on its line or the line above, with the
// reason:
//
//	//krakenlint:ignore hardcoded-key -- revoked on 2024-05-01
//
// ## Limits
//
// Values that pass through reflection, unsafe, cgo or a network are lost on the way. A
// private key that never reaches a client is left to the text rules of
// `krakenlint check`, which this analyzer does not have.
package hardcodedkey
