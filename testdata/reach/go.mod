module example.com/reach

go 1.25

require github.com/ccxt/ccxt/go/v4 v4.5.33

replace github.com/ccxt/ccxt/go/v4 => ../modules/generated/ccxt
