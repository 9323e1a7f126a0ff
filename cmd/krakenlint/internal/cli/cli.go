// Package cli is the krakenlint command: its flags, its order of work, its exit status.
//
// check is the main job, and check.go reads in its order: scan the texts, analyse the
// programs, take out what is suppressed, print, decide the exit status.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
)

// Exit statuses.
const (
	exitClean    = 0 // nothing found
	exitFindings = 1 // findings at or above --fail-on
	exitFailure  = 2 // krakenlint could not do its job
)

// errFindings ends a command that has reported what it found.
var errFindings = errors.New("findings")

// errReported ends a command that has already said why it failed.
var errReported = errors.New("failed")

// Main runs krakenlint with the arguments after the program's name, and returns its exit
// status.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := Root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case !errors.Is(err, errReported):
		for text := range strings.Lines(redact.Text(err.Error())) {
			fmt.Fprintf(stderr, "krakenlint: %s\n", redact.Line(strings.TrimSuffix(text, "\n")))
		}
	}
	return exitFailure
}

const rootHelp = `krakenlint finds leaked and misused Kraken exchange API keys.

  krakenlint check .             every file and every Go program below a directory: start here
  krakenlint check --staged      what is about to be committed
  krakenlint check --history     everything that ever was

Exit status: 0 nothing found, 1 findings, 2 krakenlint could not do its job.`

// Root is the command with all others below it.
func Root() *cobra.Command {
	root := &cobra.Command{
		Use:                        "krakenlint",
		Short:                      "Find leaked and misused Kraken exchange API keys",
		Long:                       rootHelp,
		Version:                    version(),
		Args:                       noCommand,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("krakenlint {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w: see %s --help", err, cmd.CommandPath())
	})
	root.AddGroup(groups...)
	add := func(group string, commands ...*cobra.Command) {
		for _, command := range commands {
			command.GroupID = group
			root.AddCommand(command)
		}
	}
	add("find", newCheck(), newPermissions(), newExplain())
	add("live", newInit(), newBaseline(), newRules())
	add("many", newInventory(), newCorrelate())
	return root
}

// noCommand says what to type instead of what is no command, such as a path.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, err := os.Stat(args[0]); err == nil {
		return fmt.Errorf("%s is no command: to check it, krakenlint check %[1]s", args[0])
	}
	if like := cmd.SuggestionsFor(args[0]); len(like) > 0 {
		return fmt.Errorf("unknown command %q: did you mean %s?", args[0], strings.Join(like, " or "))
	}
	return fmt.Errorf("unknown command %q: see krakenlint --help", args[0])
}

// groups order the commands for somebody who sees them for the first time.
var groups = []*cobra.Group{
	{ID: "find", Title: "Find and understand:"},
	{ID: "live", Title: "Set up and live with:"},
	{ID: "many", Title: "Across repositories:"},
}
