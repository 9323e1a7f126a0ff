package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/analyzers"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:       "explain RULE",
		Short:     "Explain a rule: what it finds, why it matters, what to do",
		Args:      cobra.ExactArgs(1),
		ValidArgs: explained(),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, check := range analyzers.Checks() {
				if check.Rule == args[0] {
					_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", check.Rule, check.Analyzer.Doc)
					return err
				}
			}
			return fmt.Errorf("no rule %q: want one of %s", args[0], strings.Join(explained(), ", "))
		},
	}
}

// explained lists the rules.
func explained() []string {
	var rules []string
	for _, check := range analyzers.Checks() {
		rules = append(rules, check.Rule)
	}
	return rules
}
