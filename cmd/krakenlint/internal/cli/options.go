package cli

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
)

// options are the flags of check.
type options struct {
	paths []string

	// Where text comes from; the tree if none is set.
	staged    bool
	history   bool
	since     string
	state     string
	stdin     bool
	stdinPath string

	format  string
	outputs []string

	config           string
	baseline         string
	respectGitignore bool
	noGo             bool
	fix              bool
	jobs             int

	color      string
	noProgress bool
	verbose    bool
	failOn     string
}

func (o *options) register(flags *pflag.FlagSet) {
	o.registerSources(flags)
	o.registerCommon(flags)
	flags.BoolVar(&o.fix, "fix", false, "have Go code read the reported keys from the environment instead, where that compiles")
	flags.StringVar(&o.baseline, "baseline", "", "known findings, from krakenlint baseline write: only others count")
	o.registerReport(flags)
}

// registerReport registers how to report, which correlate has as well.
func (o *options) registerReport(flags *pflag.FlagSet) {
	flags.StringVar(&o.format, "format", "text", "how to print the report: "+strings.Join(report.Formats(), ", "))
	flags.StringArrayVar(&o.outputs, "output", nil, "write the report to `FILE`; as FORMAT=FILE one more report (repeatable)")
	flags.StringVar(&o.color, "color", "auto", "colour in text: auto, always, never")
	flags.StringVar(&o.failOn, "fail-on", "warning", "the least severity for exit status 1: error, warning, never")
}

// registerSources registers where text comes from.
func (o *options) registerSources(flags *pflag.FlagSet) {
	flags.BoolVar(&o.staged, "staged", false, "check what git add has staged: the index, not the working tree")
	flags.BoolVar(&o.history, "history", false, "check every blob of the repository's history")
	flags.StringVar(&o.since, "since", "", "check the history that is not yet part of `REV`")
	flags.StringVar(&o.state, "history-state", "", "with --history: keep in `FILE` what has been read, and read only what is new since")
	flags.BoolVar(&o.stdin, "stdin", false, "check one text from standard input")
	flags.StringVar(&o.stdinPath, "stdin-path", "", "the `NAME` to report standard input by")
}

// registerCommon registers the flags that baseline write has as well.
func (o *options) registerCommon(flags *pflag.FlagSet) {
	flags.StringVar(&o.config, "config", "", "configuration `FILE` (default .krakenlint.yaml of the nearest directory upward, inside the repository)")
	flags.BoolVar(&o.respectGitignore, "respect-gitignore", false, "leave out what .gitignore names; leaked keys often sit in ignored .env files")
	flags.BoolVar(&o.noGo, "no-go", false, "scan text only, do not analyse Go programs")
	flags.IntVar(&o.jobs, "jobs", runtime.GOMAXPROCS(0), "how many files to read at once")
	flags.BoolVar(&o.noProgress, "no-progress", false, "show no progress bar")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "say more about what was left out and why")
}

// validate finds mistakes that no work is needed to see.
func (o *options) validate() error {
	if err := o.validateSource(); err != nil {
		return err
	}
	return o.validateReport()
}

// validateReport looks at the flags of registerReport.
func (o *options) validateReport() error {
	if err := oneOf("color", o.color, "auto", "always", "never"); err != nil {
		return err
	}
	if err := oneOf("fail-on", o.failOn, "error", "warning", "never"); err != nil {
		return err
	}
	_, err := report.Lookup(o.format)
	return err
}

// validateSource looks at the flags of registerSources and registerCommon.
func (o *options) validateSource() error {
	var given []string
	for name, set := range map[string]bool{"--staged": o.staged, "--history": o.fromHistory(), "--stdin": o.stdin} {
		if set {
			given = append(given, name)
		}
	}
	if len(given) > 1 {
		slices.Sort(given)
		return fmt.Errorf("%s exclude each other: run krakenlint once for each", strings.Join(given, " and "))
	}
	switch {
	case o.stdin && len(o.paths) > 0:
		return errors.New("--stdin takes no paths: name the text with --stdin-path")
	case o.stdinPath != "" && !o.stdin:
		return errors.New("--stdin-path names the text of --stdin: add --stdin, or give the path as an argument")
	case o.state != "" && (!o.history || o.since != ""):
		return errors.New("--history-state keeps track of the whole history: use it with --history, without --since")
	case o.fromHistory() && len(o.paths) > 1:
		return errors.New("--history takes one path, inside the repository: run krakenlint once for each repository")
	case o.fix && (len(given) > 0 || o.noGo):
		return errors.New("--fix changes Go files on disk: leave out --staged, --history, --stdin and --no-go")
	case o.respectGitignore && len(given) > 0:
		return fmt.Errorf("--respect-gitignore is for files on disk: leave it out with %s", given[0])
	case o.jobs < 1:
		return fmt.Errorf("--jobs %d: want 1 or more", o.jobs)
	}
	return nil
}

// fromHistory holds for --history and --since: what was, rather than what is.
func (o *options) fromHistory() bool { return o.history || o.since != "" }

// fromTree holds where the files on disk are checked.
func (o *options) fromTree() bool { return !o.staged && !o.stdin && !o.fromHistory() }

func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("--%s %q: want one of %s", flag, value, strings.Join(allowed, ", "))
}

// fails tells whether a finding of this severity makes the exit status 1.
func (o *options) fails(severity finding.Severity) bool {
	switch o.failOn {
	case "error":
		return severity == finding.Error
	case "warning":
		return severity == finding.Error || severity == finding.Warning
	}
	return false
}
