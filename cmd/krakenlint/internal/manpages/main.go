// Manpages writes the manual pages that packages install, one a command:
//
//	go run ./cmd/krakenlint/internal/manpages DIR VERSION
//
// The date on them is that of SOURCE_DATE_EPOCH, so that a release can be built again. It is
// a program of its own because what turns help into pages would be a fifth of the time that
// krakenlint takes to start.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra/doc"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/cli"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: manpages DIR VERSION")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "manpages:", err)
		os.Exit(1)
	}
}

func write(dir, version string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root := cli.Root()
	root.DisableAutoGenTag = true
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "krakenlint " + version, Manual: "krakenlint"}, dir)
}
