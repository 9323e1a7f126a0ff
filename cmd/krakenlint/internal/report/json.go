package report

import (
	"encoding/json"
	"io"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// printJSON writes the report as it is: its types are the contract.
func printJSON(w io.Writer, report finding.Report, _ Style) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(report)
}
