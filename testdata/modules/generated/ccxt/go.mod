module github.com/ccxt/ccxt/go/v4

go 1.24
