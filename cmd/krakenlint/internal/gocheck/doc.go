// Package gocheck is the Go part of `krakenlint check`: it finds the modules below the
// given paths and runs keyflow over every package of them, test files included.
//
// # How
//
// Each module goes through `go vet -vettool=krakenlint`: the go command loads it, hands
// one package at a time to a process of its own, and keeps the answers in its build
// cache, so that an unchanged package is not analysed again and no process holds more than one
// package. The answers come back as the JSON diagnostics of an internal analyzer (unit.go).
// Measured on 192 packages of 300,000 lines with 617 dependencies, an analyzer that does
// nothing took three quarters of the time of the go command's own vet when nothing was
// cached (10.7 s, 14.8 s), and as long when everything was (0.8 s). testdata/bench/go.sh
// repeats it. A loader of our own over `go list -export` would need a second cache for that.
//
// What go vet cannot analyse (packages that do not type-check or whose dependencies are
// missing, directories without a module, machines without a Go toolchain) goes through
// package lenient, which needs nothing but the files, and is listed as incomplete.
//
// # Hostile modules
//
// Nothing of what is scanned runs, and nothing is downloaded: the go command gets
// GOTOOLCHAIN=local and GOPROXY=off, never -mod=mod (which writes go.mod), and no cgo where
// the scanned tree has files for it, so that no C compiler sees them. What compilers say is
// not passed on: their messages quote constants.
package gocheck
