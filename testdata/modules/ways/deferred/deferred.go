package deferred

import (
	"example.com/ways/kraken"
)

// Balance runs in another goroutine.
func Balance() {
	done := make(chan error)
	go run("@PRIVATE_KEY_44@", done) // want "@PRIVATE_KEY_44|fingerprint@"
	<-done
}

func run(secret string, done chan<- error) { done <- kraken.New("", secret).Balance() }
