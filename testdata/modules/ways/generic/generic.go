package generic

import (
	"example.com/ways/kraken"
)

func first[T any](values ...T) T { return values[0] }

type box[T any] struct{ value T }

func (b box[T]) get() T { return b.value }

// Client goes through type parameters.
func Client() *kraken.Client {
	key := first("@API_KEY_23@")                                  // want "@API_KEY_23|fingerprint@"
	return kraken.New(key, box[string]{"@PRIVATE_KEY_23@"}.get()) // want "@PRIVATE_KEY_23|fingerprint@"
}
