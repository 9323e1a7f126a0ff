package main

import "testing"

func TestTrade(t *testing.T) {
	if _, err := client.AddOrder("XBTEUR", "buy", map[string]string{"validate": "true"}); err != nil {
		t.Fatal(err)
	}
}
