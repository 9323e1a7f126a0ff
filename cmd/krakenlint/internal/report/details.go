package report

import (
	"fmt"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

func place(f finding.Finding) string {
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
}

// details are the lines behind a message, for formats with a field of free text.
func details(f finding.Finding) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %s\n", place(f), f.Message)
	if f.Commit != nil {
		fmt.Fprintf(&out, "commit %s by %s on %s\n", f.Commit.Hash, f.Commit.Author, f.Commit.Date)
	}
	if len(f.Apps) > 0 {
		fmt.Fprintf(&out, "apps: %s\n", strings.Join(f.Apps, ", "))
	}
	for _, row := range permissionRows(f.Permissions) {
		fmt.Fprintf(&out, "%s: %s\n", row.Name, strings.Join(row.Codes, ", "))
	}
	for _, r := range f.Related {
		fmt.Fprintf(&out, "%s:%d:%d: %s\n", r.File, r.Line, r.Column, r.Message)
	}
	fmt.Fprintf(&out, "fingerprint %s\n", f.Fingerprint)
	return out.String()
}

// permissionRow is a set of permissions and what is said of it.
type permissionRow struct {
	Name  string
	Codes []string
}

// permissionRows lists the sets that are not empty.
func permissionRows(permissions *finding.Permissions) []permissionRow {
	if permissions == nil {
		return nil
	}
	var rows []permissionRow
	for _, row := range []permissionRow{
		{"granted", permissions.Granted},
		{"used", permissions.Used},
		{"in excess", permissions.Excess},
		{"missing", permissions.Missing},
	} {
		if len(row.Codes) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// lead cuts a message where its explanation begins.
func lead(message string) (claim, explanation string) {
	claim, explanation, _ = strings.Cut(message, ": ")
	return claim, explanation
}
