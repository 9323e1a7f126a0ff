// Goroutines, defers, channels of functions, callbacks of the standard library.
//
// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/CancelOrder /0/private/ClosedOrders /0/private/Ledgers /0/private/OpenOrders
package main

import (
	"os"
	"sync"
	"time"

	"example.com/reach/kraken"
)

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	defer c.CancelOrder("id")
	jobs := make(chan func(), 1)
	var wg sync.WaitGroup
	wg.Go(func() {
		for job := range jobs {
			job()
		}
	})
	jobs <- func() { _, _ = c.OpenOrders() }
	close(jobs)
	go c.Balance()
	var once sync.Once
	once.Do(func() { _, _ = c.Ledgers() })
	time.AfterFunc(time.Minute, func() { _, _ = c.ClosedOrders() })
	wg.Wait()
}
