package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
)

const defaultBaseline = ".krakenlint-baseline.json"

func newBaseline() *cobra.Command {
	command := &cobra.Command{
		Use:   "baseline",
		Short: "Keep a list of known findings, so that only new ones count",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	command.AddCommand(newBaselineWrite())
	return command
}

const baselineHelp = `Write the findings of krakenlint check to a file, for krakenlint check --baseline FILE.

The file holds fingerprints, rules and paths, and nothing of a key. A key in it is still a
leaked key: revoke it.`

func newBaselineWrite() *cobra.Command {
	var o options
	output := defaultBaseline
	command := &cobra.Command{
		Use:   "write [path ...]",
		Short: "Write what check finds to a baseline file",
		Long:  baselineHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if err := o.validateSource(); err != nil {
				return err
			}
			found, err := find(cmd.Context(), &o, streams{cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()})
			if err != nil {
				return err
			}
			baseline := suppress.NewBaseline(found.findings)
			if err := report.WriteFile(output, baseline.Encode); err != nil {
				return err
			}
			found.complain(cmd.ErrOrStderr(), &o)
			fmt.Fprintf(cmd.ErrOrStderr(), "krakenlint: %s in %s: use it with --baseline %[2]s\n", report.Count(len(baseline.Findings), "known finding"), output)
			return nil
		},
	}
	o.registerSources(command.Flags())
	o.registerCommon(command.Flags())
	command.Flags().StringVar(&output, "output", output, "where to write `FILE`")
	return command
}
