// Answers are documents without a type: they are gone down by lists of keys in a loop, and
// structs become maps by reflection, in each other without end. It is followed all the same.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"reflect"

	"example.com/reach/kraken"
)

// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/OpenOrders

func down[V any](doc any, keys ...any) (V, bool) {
	at := doc
	for _, key := range keys {
		switch in := at.(type) {
		case map[any]any:
			at = in[key]
		case map[string]any:
			at = in[fmt.Sprint(key)]
		case []any:
			if k, ok := key.(int); ok && k < len(in) {
				at = in[k]
			}
		}
	}
	v, ok := at.(V)
	return v, ok
}

func asMap(s any) map[string]any {
	out := map[string]any{}
	v := reflect.ValueOf(s)
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	for k := range v.NumField() {
		field := v.Field(k)
		if field.Kind() == reflect.Struct {
			field = reflect.ValueOf(asMap(field.Interface()))
		}
		if field.Kind() == reflect.Slice {
			var list []any
			for j := range field.Len() {
				list = append(list, asMap(field.Index(j).Interface()))
			}
			field = reflect.ValueOf(list)
		}
		if inner, ok := field.Interface().(map[string]any); ok && v.Type().Field(k).Anonymous {
			maps.Copy(out, inner)
			continue
		}
		out[v.Type().Field(k).Name] = field.Interface()
	}
	return out
}

type level struct{ Price, Volume string }

type update struct {
	level
	Symbol   string
	Bids     []level
	Asks     []level
	Checksum string
}

type book struct {
	levels map[string]any
	onBid  []func(map[string]any)
}

func (b *book) apply(message []byte) error {
	var doc any
	if err := json.Unmarshal(message, &doc); err != nil {
		return err
	}
	symbol, _ := down[string](doc, "data", 0, "symbol")
	channel, _ := down[string](doc, "channel")
	kind, _ := down[string](doc, "type")
	bids, _ := down[[]any](doc, "data", 0, "bids")
	asks, _ := down[[]any](doc, "data", 0, "asks")
	sum, _ := down[string](doc, "data", 0, "checksum")
	up := update{Symbol: symbol, Checksum: sum + channel + kind}
	for _, side := range [][]any{bids, asks} {
		for _, bid := range side {
			price, _ := down[string](bid, "price")
			volume, _ := down[string](bid, "qty")
			order, _ := down[string](bid, "order", "id")
			up.Bids = append(up.Bids, level{price, volume})
			b.levels[price] = map[string]any{order: asMap(&up), "limit": bid, "side": side}
		}
	}
	for _, call := range b.onBid {
		call(asMap(up))
	}
	return nil
}

func main() {
	client := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	b := &book{levels: map[string]any{}}
	b.onBid = append(b.onBid, func(m map[string]any) {
		client.OpenOrders()
		fmt.Println(asMap(m))
	})
	client.Balance()
	for _, file := range os.Args[1:] {
		message, err := os.ReadFile(file)
		if err == nil {
			err = b.apply(message)
		}
		if err != nil {
			log.Print(err)
		}
	}
}
