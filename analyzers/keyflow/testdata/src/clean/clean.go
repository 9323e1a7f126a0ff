package clean // want package:"2 packages, 1 clients"

// Package clean holds values of a credential's shape that never are one.

import (
	"os"

	"kraken"
)

const digest = "@PRIVATE_KEY_20@"

func compare(signature string) bool { return signature == digest }

func placeholders() { kraken.New("KEY", "SECRET") }

type account struct{ id, key string }

// other holds a value in a struct whose other field goes to the client.
func other() {
	a := account{id: "@API_KEY_21@", key: os.Getenv("KEY")}
	kraken.New(a.key, "")
	println(a.id)
}
