package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/setup"
)

const initHelp = `Write a starting configuration, a hook and a workflow for a repository.

What fits the repository is chosen: a hook for pre-commit or lefthook where one of them is
in use, and a job for GitLab where there is a .gitlab-ci.yml. Files that exist are never
changed; what to add to them is printed.`

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init [path]",
		Short: "Set up a repository: configuration, hook and workflow",
		Long:  initHelp,
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if _, err := os.Stat(dir); err != nil {
				return fmt.Errorf("%w: name the directory of a repository", err)
			}
			dir, err := filepath.Abs(dir)
			if err != nil {
				return err
			}
			steps, err := setup.Init(project.Root(dir))
			printSteps(cmd.OutOrStdout(), steps)
			return err
		},
	}
}

func printSteps(w io.Writer, steps []setup.Step) {
	for _, step := range steps {
		switch {
		case step.Written:
			fmt.Fprintf(w, "wrote %s\n", step.Path)
		case step.Snippet == "":
			fmt.Fprintf(w, "kept %s\n", step.Path)
		}
	}
	for _, step := range steps {
		if step.Todo == "" {
			continue
		}
		fmt.Fprintf(w, "\nnow it is your turn: %s\n", step.Todo)
		for line := range strings.Lines(step.Snippet) {
			fmt.Fprintf(w, "    %s", line)
		}
	}
}
