module example.com/vendored

go 1.24

require github.com/Someone/Kraken-Go v1.2.0
