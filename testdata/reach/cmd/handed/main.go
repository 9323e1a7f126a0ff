// Functions on ways round: a panic, a pulled iterator, fields by reflection, a sync.Map.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance /0/private/CancelOrder /0/private/Ledgers
package main

import (
	"iter"
	"os"
	"reflect"
	"sync"

	"example.com/reach/kraken"
)

type steps struct {
	Buy func() `step:"1"`
}

func undo() {
	if f, ok := recover().(func()); ok {
		f()
	}
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	defer undo()
	next, stop := iter.Pull(func(yield func(func()) bool) { yield(func() { _, _ = c.Ledgers() }) })
	defer stop()
	f, _ := next()
	f()
	fields := reflect.ValueOf(steps{Buy: func() { _, _ = c.AddOrder("XBTEUR", "buy", nil) }})
	for i := range fields.NumField() {
		fields.Field(i).Call(nil)
	}
	var jobs sync.Map
	jobs.Store("balance", func() { _, _ = c.Balance() })
	jobs.Range(func(_, job any) bool { job.(func())(); return true })
	panic(func() { _, _ = c.CancelOrder("1") })
}
