package cli

import (
	"embed"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// explanations holds a page for each rule, named after it.
//
//go:embed explain/*.md
var explanations embed.FS

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:       "explain RULE",
		Short:     "Explain a rule: what it finds, why it matters, what to do",
		Args:      cobra.ExactArgs(1),
		ValidArgs: explained(),
		RunE: func(cmd *cobra.Command, args []string) error {
			page, err := explanations.ReadFile("explain/" + args[0] + ".md")
			if err != nil {
				return fmt.Errorf("no rule %q: want one of %s", args[0], strings.Join(explained(), ", "))
			}
			_, err = cmd.OutOrStdout().Write(page)
			return err
		},
	}
}

// explained lists the rules that have a page.
func explained() []string {
	entries, err := explanations.ReadDir("explain")
	if err != nil {
		panic(err) // it is embedded
	}
	var rules []string
	for _, entry := range entries {
		rules = append(rules, strings.TrimSuffix(entry.Name(), ".md"))
	}
	return rules
}
