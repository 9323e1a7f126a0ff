// Handlers of an HTTP server; one on a type, one a closure, behind a middleware.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"

	"example.com/reach/kraken"
)

type app struct{ c *kraken.Client }

func (a *app) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	funds, _ := a.c.Balance()
	fmt.Fprintln(w, funds)
}

func (a *app) order(w http.ResponseWriter, r *http.Request) {
	_, _ = a.c.AddOrder(r.FormValue("pair"), "buy", nil)
}

func logged(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r) })
}

func main() {
	a := &app{kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))}
	mux := http.NewServeMux()
	mux.Handle("/balance", logged(a))
	mux.HandleFunc("POST /order", a.order)
	log.Fatal(http.ListenAndServe(":8080", mux))
}
