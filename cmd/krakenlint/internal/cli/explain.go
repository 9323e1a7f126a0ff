package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/analyzers"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:       "explain [RULE]",
		Short:     "Explain a rule: what it finds, why it matters, what to do",
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: explained(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listRules(cmd.OutOrStdout())
			}
			return explain(cmd.OutOrStdout(), args[0])
		},
	}
}

// listRules prints what there is to explain.
func listRules(w io.Writer) error {
	for _, check := range analyzers.Checks() {
		summary, _, _ := strings.Cut(check.Analyzer.Doc, "\n")
		if _, err := fmt.Fprintf(w, "%-14s %s\n", check.Rule, summary); err != nil {
			return err
		}
	}
	return nil
}

func explain(w io.Writer, rule string) error {
	for _, check := range analyzers.Checks() {
		if check.Rule == rule {
			_, err := fmt.Fprintf(w, "%s: %s\n", check.Rule, check.Analyzer.Doc)
			return err
		}
	}
	return fmt.Errorf("no rule %q: want one of %s", rule, strings.Join(explained(), ", "))
}

// explained lists the rules.
func explained() []string {
	var rules []string
	for _, check := range analyzers.Checks() {
		rules = append(rules, check.Rule)
	}
	return rules
}
