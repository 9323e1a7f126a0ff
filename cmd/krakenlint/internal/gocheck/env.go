package gocheck

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// environment is that of the go command: the user's, so that the build cache is shared
// with their own builds, but offline and without anything that a scanned file can choose.
func environment(b build, cgo bool) []string {
	env := append(os.Environ(),
		"GOTOOLCHAIN=local", // go.mod's toolchain line downloads and runs a compiler
		"GOPROXY=off",       // what is missing is reported and not fetched
		"GOVCS=*:off",
		"GO111MODULE=on",
		"GOWORK="+b.work,
		"PWD="+b.dir,
	)
	if cgo {
		env = append(env, "CGO_ENABLED=0")
	}
	return env
}

// modFlag keeps the go command from editing go.mod, which GOFLAGS=-mod=mod would allow,
// and otherwise decides about vendored dependencies as it does by itself.
func modFlag(b build) string {
	flags := os.Getenv("GOFLAGS")
	switch {
	case strings.Contains(flags, "-mod=vendor"):
		return "-mod=vendor"
	case strings.Contains(flags, "-mod="), !isFile(filepath.Join(b.dir, "vendor", "modules.txt")):
		return "-mod=readonly"
	}
	return "-mod=vendor"
}

// MaxFile is the size in bytes from which on a Go file is not analysed. It is more than
// people write or generate.
const MaxFile = 32 << 20

func readLimited(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > MaxFile {
		return nil, fs.ErrInvalid
	}
	return os.ReadFile(path)
}
