// Methods and functions that the standard library calls by their names: of a service that
// is registered, of templates, of what is printed.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance /0/private/Ledgers /0/private/OpenOrders
package main

import (
	"encoding/json"
	"fmt"
	"net/rpc"
	"os"
	"text/template"

	"example.com/reach/kraken"
)

// Desk is served: what it does not export is not.
type Desk struct{ c *kraken.Client }

func (d *Desk) Buy(pair *string, reply *string) error {
	_, err := d.c.AddOrder(*pair, "buy", nil)
	return err
}

func (d *Desk) Close() { _, _ = d.c.CancelOrder("1") }

type account struct{ c *kraken.Client }

func (a account) MarshalJSON() ([]byte, error) {
	_, err := a.c.Ledgers()
	return nil, err
}

type orders struct{ c *kraken.Client }

func (o orders) String() string {
	open, _ := o.c.OpenOrders()
	return fmt.Sprint(open)
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	page := template.Must(template.New("").Funcs(template.FuncMap{"balance": c.Balance}).Parse(os.Args[1]))
	_ = page.Execute(os.Stdout, nil)
	fmt.Println(orders{c})
	_, _ = json.Marshal(map[string]any{"account": account{c}})
	server := rpc.NewServer()
	_ = server.Register(&Desk{c})
	server.ServeConn(nil)
}
