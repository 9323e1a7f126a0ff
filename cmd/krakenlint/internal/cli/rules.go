package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/rules"
)

func newRules() *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "Print the rules for plain gitleaks: gitleaks dir -c FILE",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(cmd.OutOrStdout(), rules.TOML)
			return err
		},
	}
}
