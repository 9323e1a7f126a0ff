package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/inventory"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/sharing"
)

const inventoryHelp = `Write down, in JSON, which apps hold which keys: sources, fingerprints and places, and
nothing of a key. krakenlint correlate joins the inventories of several repositories.`

func newInventory() *cobra.Command {
	var o options
	var output, name string
	command := &cobra.Command{
		Use:   "inventory [path ...]",
		Short: "Write down which apps hold which keys, for correlate",
		Long:  inventoryHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if err := o.validateSource(); err != nil {
				return err
			}
			inv, err := takeInventory(cmd.Context(), &o, name, streams{cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()})
			if err != nil {
				return err
			}
			if output != "" {
				return report.WriteFile(output, inv.Encode)
			}
			return inv.Encode(cmd.OutOrStdout())
		},
	}
	o.registerCommon(command.Flags())
	command.Flags().StringVar(&output, "output", "", "write to `FILE` instead of standard output")
	command.Flags().StringVar(&name, "name", "", "the `NAME` of the repository (default: from its remote called origin)")
	return command
}

// takeInventory looks at what check looks at. What is suppressed is left out, as there.
func takeInventory(ctx context.Context, o *options, name string, std streams) (inventory.Inventory, error) {
	found, err := find(ctx, o, std)
	if err != nil {
		return inventory.Inventory{}, err
	}
	if name == "" {
		name = inventory.Repository(found.root)
	}
	inv := inventory.New(name, sharing.Uses(found.tree), found.findings)
	inv.Tool = finding.Tool{Name: "krakenlint", Version: version()}
	inv.Incomplete = nonNil(found.incomplete)
	return inv, nil
}

const correlateHelp = `Join the inventories of several repositories and report the keys that more than one of
them holds: credentials with the same fingerprint, and secrets of the same name in the same
store. Names of environment variables mean nothing across repositories and do not count.

Exit status: 0 nothing found, 1 findings, 2 krakenlint could not do its job.`

func newCorrelate() *cobra.Command {
	var o options
	command := &cobra.Command{
		Use:   "correlate FILE|DIR|- ...",
		Short: "Find keys that several repositories share, from their inventories",
		Long:  correlateHelp,
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return correlate(&o, args, streams{cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()})
		},
	}
	o.registerReport(command.Flags())
	return command
}

func correlate(o *options, args []string, std streams) error {
	if err := o.validateReport(); err != nil {
		return err
	}
	outputs, err := o.parseOutputs()
	if err != nil {
		return err
	}
	sources, err := inventory.Sources(args, std.in)
	if err != nil {
		return fmt.Errorf("correlate: %w", err)
	}
	result, err := inventory.Correlate(sources)
	if err != nil {
		return fmt.Errorf("correlate: %w", err)
	}
	finding.Seal(result.Findings, func(path string) string { return path })
	f := found{findings: finding.Merge(result.Findings), incomplete: finding.SortIncomplete(result.Incomplete)}
	f.summary.Apps, f.summary.Files = result.Apps, result.Repositories
	whole := f.report()
	if err := printAll(whole, outputs, o, std); err != nil {
		return err
	}
	f.listIncomplete(std.err, o)
	return status(whole, o)
}
