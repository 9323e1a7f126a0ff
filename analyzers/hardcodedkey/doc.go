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
// A finding that has been dealt with is silenced on its line or the line above, in any
// comment syntax and with the reason: krakenlint:ignore RULE -- revoked on 2024-05-01.
//
// ## In files of other kinds
//
// `krakenlint check` also searches texts of every kind, ignored and hidden files, archives
// and the history: as they stand and through base64, hex, percent, JSON and HTML escapes,
// UTF-16, wrapped and concatenated literals, byte arrays and notebooks. There a value of the
// right length is no key by its looks: signatures, digests and the keys of other
// exchanges have the same. Something has to say Kraken: the other half of the pair, a name, a
// host, a section, a file name. An API key alone (56 characters) is an identifier; the
// private key (88) is what signs.
//
// ## Limits
//
// Values that pass through reflection, unsafe, cgo or a network are lost on the way, and
// so is a key in an encrypted archive. A value with nothing of Kraken near it, that flows
// into no client, is not reported.
package hardcodedkey
