// One variable is used again: what comes after sees its new value only, unless there is a
// way around the assignment.
package main

import (
	"os"

	"example.com/reach/kraken"
)

// want env:PLAIN: /0/private/Balance
// want env:PLAIN_AFTER: /0/private/Ledgers
// want env:CLIENT: /0/private/OpenOrders
// want env:CLIENT_AFTER: /0/private/ClosedOrders
// want env:ADDED: /0/private/QueryOrders
// want env:MAYBE: /0/private/TradesHistory /0/private/TradeVolume
// want env:LOOP: /0/private/AddOrder /0/private/Balance
// want env:CLOSURE: /0/private/CancelOrder /0/private/EditOrder
// want env:POINTER: /0/private/Withdraw /0/private/WithdrawInfo
// want env:RESULT: /0/private/WithdrawStatus /0/private/DepositStatus
// want env:EITHER: /0/private/Ledgers /0/private/QueryLedgers
// want env:CASES: /0/private/Balance /0/private/TradeBalance
// want env:BROKEN: /0/private/OpenOrders /0/private/OpenPositions /0/private/ClosedOrders
// want env:LABEL: /0/private/AddExport /0/private/ExportStatus
// want env:SELECT: /0/private/RemoveExport /0/private/RetrieveExport
// want env:CONSTANT: /0/private/Ledgers
// want env:JUMP: /0/private/DepositMethods /0/private/DepositAddresses

func client(name string) *kraken.Client {
	return kraken.New(os.Getenv(name), os.Getenv(name+"_SECRET"))
}

func main() {
	method := "Balance"
	client("PLAIN").Query(method, nil)
	method = "Ledgers"
	client("PLAIN_AFTER").Query(method, nil)

	c := client("CLIENT")
	c.OpenOrders()
	c = client("CLIENT_AFTER")
	c.ClosedOrders()

	method = "Query"
	method += "Orders"
	client("ADDED").Query(method, nil)

	method = "TradesHistory"
	if len(os.Args) > 1 {
		method = "TradeVolume"
	}
	client("MAYBE").Query(method, nil)

	loop(client("LOOP"))
	closure(client("CLOSURE"))
	pointer(client("POINTER"))
	result(client("RESULT"))
	either(client("EITHER"))
	cases(client("CASES"))
	broken(client("BROKEN"))
	label(client("LABEL"))
	selected(client("SELECT"))
	constant(client("CONSTANT"))
	jump(client("JUMP"))
}

const live = true

func constant(c *kraken.Client) {
	method := "Withdraw"
	if live {
		method = "Ledgers"
	} else {
		method = "WithdrawInfo"
	}
	c.Query(method, nil)
}

func either(c *kraken.Client) {
	method := "Withdraw"
	if len(os.Args) > 1 {
		method = "Ledgers"
	} else {
		method = "Query"
		method = method + "Ledgers"
	}
	c.Query(method, nil)
}

func cases(c *kraken.Client) {
	method := "Withdraw"
	switch len(os.Args) {
	case 1:
		method = "Balance"
	default:
		method = "TradeBalance"
	}
	c.Query(method, nil)
}

func broken(c *kraken.Client) {
	method := "OpenOrders"
	switch {
	case len(os.Args) > 1:
		method = "OpenPositions"
		if len(os.Args) > 2 {
			break
		}
		method = "ClosedOrders"
	}
	c.Query(method, nil)
}

func label(c *kraken.Client) {
	method := "Withdraw"
	method = "AddExport"
out:
	switch {
	default:
		if len(os.Args) > 2 {
			break out
		}
		method = "ExportStatus"
	}
	c.Query(method, nil)
}

func selected(c *kraken.Client) {
	names := make(chan string, 1)
	names <- "RemoveExport"
	method := "Withdraw"
	select {
	case method = <-names:
	default:
		method = "RetrieveExport"
	}
	c.Query(method, nil)
}

func loop(c *kraken.Client) {
	method := "AddOrder"
	for range 2 {
		c.Query(method, nil)
		method = "Balance"
	}
}

func closure(c *kraken.Client) {
	method := "CancelOrder"
	ask := func() { c.Query(method, nil) }
	ask()
	method = "EditOrder"
	ask()
}

func pointer(c *kraken.Client) {
	method := "Withdraw"
	at := &method
	c.Query(*at, nil)
	method = "WithdrawInfo"
	c.Query(*at, nil)
}

func result(c *kraken.Client) {
	c.Query(named(len(os.Args)), nil)
}

func named(n int) (method string) {
	method = "WithdrawStatus"
	if n > 1 {
		return
	}
	method = "DepositStatus"
	return
}

func jump(c *kraken.Client) {
	method := "DepositMethods"
again:
	c.Query(method, nil)
	method = "DepositAddresses"
	if len(os.Args) > 2 {
		goto again
	}
}
