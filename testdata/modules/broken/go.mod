module example.com/broken

go 1.24

require github.com/nobody/nothing v1.0.0
