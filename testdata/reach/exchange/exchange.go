// Package exchange knows no exchange.
package exchange

// Exchange is what a strategy needs.
type Exchange interface {
	Reader
	Buy(pair string) error
}

// Reader only looks.
type Reader interface {
	Funds() (map[string]string, error)
}
