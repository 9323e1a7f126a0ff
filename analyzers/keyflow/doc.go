// Package keyflow follows Kraken credentials through Go code: from a literal, an
// environment variable or a file to the client that signs with them, and from main to
// the endpoints that are asked for with each key. It reports nothing; the checks
// hardcodedkey, sharedkey and overscopedkey read its Result.
package keyflow
