package syntax

import "example.com/broken/kraken"

// Client stands before a syntax error.
func Client() *kraken.Client {
	return kraken.New("@API_KEY_6@", "") // want "@API_KEY_6|fingerprint@"
}

func broken( /*@SYNTAX_ERROR@*/ ) {}
