// Package finding holds what krakenlint reports: the JSON contract as Go types.
//
// Nothing here can hold a credential's value; checks put in fingerprints and redacted
// forms only, so that no printer can leak what it never had.
package finding

import (
	"time"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// Version rises when the JSON changes in a way that breaks its readers.
const Version = 1

// Rule names a check.
type Rule string

// The three rules.
const (
	HardcodedKey  Rule = "hardcoded-key"
	SharedKey     Rule = "shared-key"
	OverscopedKey Rule = "overscoped-key"
)

// Rules lists the rules, worst first.
func Rules() []Rule { return []Rule{HardcodedKey, SharedKey, OverscopedKey} }

// Severity orders findings; it decides the exit code with --fail-on.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Report is one run's answer, as --format json prints it.
type Report struct {
	Version    int          `json:"version"`
	Tool       Tool         `json:"tool"`
	Findings   []Finding    `json:"findings"`
	Incomplete []Incomplete `json:"incomplete"`
	Summary    Summary      `json:"summary"`

	// What other formats tell beyond the JSON contract.
	Suppressed     []Suppressed `json:"-"`
	Holdings       []Holding    `json:"-"`
	Started, Ended time.Time    `json:"-"`
}

// Tool names the program that made a report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Finding is one problem at one place. Lines and columns are 1-based, columns in bytes;
// paths are relative to the working directory and /-separated.
type Finding struct {
	Rule        Rule         `json:"rule"`
	Severity    Severity     `json:"severity"`
	Message     string       `json:"message"`
	Fingerprint string       `json:"fingerprint"`
	File        string       `json:"file"`
	Line        int          `json:"line"`
	Column      int          `json:"column"`
	EndLine     int          `json:"end_line"`
	EndColumn   int          `json:"end_column"`
	Credential  *Credential  `json:"credential,omitempty"`
	Apps        []string     `json:"apps,omitempty"`
	Endpoints   []string     `json:"endpoints,omitempty"`
	Permissions *Permissions `json:"permissions,omitempty"`
	Related     []Related    `json:"related,omitempty"`
	Commit      *Commit      `json:"commit,omitempty"`
	Frame       *Frame       `json:"-"`
}

// Credential says what a finding is about without showing it.
type Credential struct {
	Kind     credential.Kind    `json:"kind"`
	Product  credential.Product `json:"product"`
	Source   string             `json:"source"`
	Redacted string             `json:"redacted"`
}

// Permissions compares what a key may do with what the code can do with it.
type Permissions struct {
	Granted []string `json:"granted"`
	Used    []string `json:"used"`
	Excess  []string `json:"excess"`
	Missing []string `json:"missing,omitempty"`
}

// Related is another place that belongs to a finding: a step of a value's way, another use.
type Related struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// Commit says where in the history a finding came in.
type Commit struct {
	Hash   string `json:"hash"`
	Author string `json:"author"`
	Date   string `json:"date"`
	Path   string `json:"path"`
}

// Incomplete names what could not be read or analysed, and why.
type Incomplete struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	// Unread says that the thing is there and could not be read at all, so that nothing
	// found elsewhere makes the answer "nothing found".
	Unread bool `json:"-"`
}

// Summary counts what was looked at.
type Summary struct {
	Files    int   `json:"files"`
	Bytes    int64 `json:"bytes"`
	Packages int   `json:"packages"`
	Apps     int   `json:"apps"`
	Findings int   `json:"findings"`
}
