module example.com/generated

go 1.24

require github.com/ccxt/ccxt/go/v4 v4.5.33

replace github.com/ccxt/ccxt/go/v4 => ./ccxt
