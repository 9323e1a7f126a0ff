// Package vetunit is the vet tool's side of `go vet -vettool`: x/tools' unitchecker, with a
// trap of the go command taken out.
//
// The go command analyses the packages that are asked for, and their dependencies for
// facts alone (VetxOnly). Go 1.26 caches both under one key, so that a package that was
// once a dependency of what was vetted has no diagnostics ever after: `go vet ./cmd/bot`
// makes a later `go vet ./...` silent about all that the bot imports. Here a package of a
// module that is worked on reports in either case, whoever asks first.
package vetunit

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// Main runs the analyzers on the package that the go command describes. It does not return.
func Main(analyzers ...*analysis.Analyzer) {
	if last := len(os.Args) - 1; last > 0 && strings.HasSuffix(os.Args[last], ".cfg") {
		path, err := reporting(os.Args[last])
		if err != nil {
			fmt.Fprintln(os.Stderr, "krakenlint:", err)
			os.Exit(1)
		}
		os.Args[last] = path
	}
	collectLate()
	unitchecker.Main(analyzers...)
}

// collectLate has the garbage collector wait: most packages are done before it needs to
// work at all, and large ones do not grow much beyond the limit.
func collectLate() {
	const limit = 224 << 20 // bytes
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(limit)
}

// reporting gives the path of a description that asks for diagnostics: the one at path, or
// a copy beside it, in the go command's own temporary directory.
func reporting(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading what to analyse: %w", err)
	}
	changed, err := report(content)
	if err != nil || changed == nil {
		return path, err
	}
	path = strings.TrimSuffix(path, ".cfg") + ".report.cfg"
	return path, os.WriteFile(path, changed, 0o600)
}

// released tells whether a file lies in the module cache or is vendored, where nobody asks
// for diagnostics. The module's version does not tell: a replaced module has one.
func released(file string) bool {
	file = filepath.ToSlash(file)
	return strings.Contains(file, "@v") || strings.Contains(file, "/vendor/")
}

// report asks for the diagnostics of a package that people work on. It returns nil where
// there is nothing to change.
func report(content []byte) ([]byte, error) {
	var unit struct {
		VetxOnly   bool
		ModulePath string
		GoFiles    []string
	}
	if err := json.Unmarshal(content, &unit); err != nil {
		return nil, fmt.Errorf("reading what to analyse: %w", err)
	}
	if !unit.VetxOnly || unit.ModulePath == "" || slices.ContainsFunc(unit.GoFiles, released) {
		return nil, nil
	}
	var all map[string]json.RawMessage // keeps what other Go releases add
	if err := json.Unmarshal(content, &all); err != nil {
		return nil, fmt.Errorf("reading what to analyse: %w", err)
	}
	all["VetxOnly"] = json.RawMessage("false")
	return json.Marshal(all)
}
