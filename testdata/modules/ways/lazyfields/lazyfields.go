package lazyfields

import (
	"example.com/ways/kraken"
)

type server struct {
	connect func() *kraken.Client
	secret  string
}

// Serve keeps the key in a field until it is needed.
func Serve() error {
	s := &server{secret: "@PRIVATE_KEY_43@"} // want "@PRIVATE_KEY_43|fingerprint@"
	s.connect = func() *kraken.Client { return kraken.New("", s.secret) }
	return s.balance()
}

func (s *server) balance() error { return s.connect().Balance() }
