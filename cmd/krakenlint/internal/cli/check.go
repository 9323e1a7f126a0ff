package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/sharing"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

const checkHelp = `Check every file, every Go program and every manifest below the paths (default: the
working directory) for hardcoded, shared and over-scoped Kraken keys.

A finding is taken out of the report by a comment on its line or the line above,
  krakenlint:ignore RULE -- reason
by an entry under ignore: in .krakenlint.yaml, or by a --baseline.

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 krakenlint could not do
its job, or could not read something and found nothing in the rest.`

func newCheck() *cobra.Command {
	var o options
	command := &cobra.Command{
		Use:   "check [path ...]",
		Short: "Find Kraken keys in files, staged changes, history and Go programs",
		Long:  checkHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if err := o.validate(); err != nil {
				return err
			}
			return runCheck(cmd.Context(), &o, streams{cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()})
		},
	}
	o.register(command.Flags())
	complete(command, "format", report.Formats()...)
	complete(command, "color", "auto", "always", "never")
	complete(command, "fail-on", "error", "warning", "never")
	return command
}

// complete has shells offer the values of a flag.
func complete(command *cobra.Command, flag string, values ...string) {
	if err := command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag
	}
}

// streams are the three that a program is started with.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// runCheck is the whole job, from flags to exit status.
func runCheck(ctx context.Context, o *options, std streams) error {
	outputs, err := o.parseOutputs()
	if err != nil {
		return err
	}
	baseline, err := o.loadBaseline()
	if err != nil {
		return err
	}
	started := time.Now()
	found, err := find(ctx, o, std)
	if err != nil {
		if ctx.Err() != nil {
			return errors.New("interrupted before anything was scanned")
		}
		return err
	}
	var known []finding.Suppressed
	found.findings, known = baseline.Filter(found.findings)
	found.suppressed = append(found.suppressed, known...)
	found.notes.baseline = len(known)
	result := found.report()
	result.Started, result.Ended = started, time.Now()
	if err := printAll(result, outputs, o, std); err != nil {
		return err
	}
	found.complain(std.err, o)
	if o.fix {
		found.fix(ctx, std.err)
	}
	if ctx.Err() != nil {
		return errors.New("interrupted: the report has what was found until then")
	}
	return status(result, o)
}

// found is what is left after in-place and configured suppression.
type found struct {
	root       string // the top of the repository
	place      *place
	fixes      []finding.Fix
	tree       sharing.Input // who holds which key
	findings   []finding.Finding
	suppressed []finding.Suppressed
	holdings   []finding.Holding
	incomplete []finding.Incomplete
	summary    finding.Summary
	notes      notes
}

// find scans, analyses and suppresses. check and baseline write have it in common.
func find(ctx context.Context, o *options, std streams) (*found, error) {
	place, err := locate(o)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	analysing := startAnalysis(ctx, o, place)
	scanned, err := scanTexts(ctx, o, place, std)
	if err != nil {
		return nil, err
	}
	manifests := loadManifests(o, place, scanned.Manifests)
	stop := o.working(std.err)
	analysed := <-analysing
	stop()
	if analysed.err != nil {
		if ctx.Err() == nil {
			return nil, analysed.err
		}
		analysed = interrupted()
	}
	batch, tree := analyse(o, place, analysed, manifests)
	f := &found{root: place.root, place: place, fixes: batch.Fixes, tree: tree, holdings: batch.Holdings, notes: notes{config: place.config, excluded: scanned.Excluded, undecided: append(scanned.Notes, batch.Notes...)}}
	texts := suppress.Attach(scanned.Texts, batch.Findings)
	for i := range texts {
		finding.Seal(texts[i].Findings, place.stableName)
		texts[i].Findings = finding.Merge(texts[i].Findings)
		if o.fromTree() {
			frame(texts[i], place, secrets.New())
		}
	}
	f.suppress(texts)
	f.incomplete = finding.SortIncomplete(append(scanned.Incomplete, batch.Incomplete...))
	f.summary = scanned.Summary
	f.summary.Packages, f.summary.Apps = batch.Summary.Packages, batch.Summary.Apps
	return f, nil
}

// suppress takes out what people have accepted beside it or in the configuration.
func (f *found) suppress(texts []suppress.Text) {
	var inPlace, ignored []finding.Suppressed
	f.findings, inPlace = suppress.InPlace(texts)
	finding.Seal(f.findings, f.place.stableName) // the notes
	f.findings = finding.Sort(finding.FirstCommits(f.findings))
	f.findings, ignored, f.notes.unused = suppress.Config(f.findings, f.place.config.Ignore)
	f.suppressed = append(finding.FirstSuppressed(inPlace), ignored...)
	f.notes.inPlace, f.notes.ignored = len(inPlace), len(ignored)
}

func (f *found) report() finding.Report {
	f.summary.Findings = len(f.findings)
	return finding.Report{
		Version:    finding.Version,
		Tool:       finding.Tool{Name: "krakenlint", Version: version()},
		Findings:   nonNil(f.findings),
		Suppressed: finding.SortSuppressed(f.suppressed),
		Holdings:   f.holdings,
		Incomplete: nonNil(f.incomplete),
		Summary:    f.summary,
	}
}

// nonNil keeps null out of the JSON.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// status is the exit status as an error. What could not be read makes "nothing found" a
// claim that nobody can make; it does not outweigh what was found.
func status(result finding.Report, o *options) error {
	nothing := true
	for _, f := range result.Findings {
		if o.fails(f.Severity) {
			return errFindings
		}
		nothing = nothing && f.Severity == finding.Note
	}
	for _, i := range result.Incomplete {
		if i.Unread && nothing {
			return fmt.Errorf("%s: %s: nothing was found in the rest", i.Path, i.Reason)
		}
	}
	return nil
}

func (o *options) loadBaseline() (suppress.Baseline, error) {
	if o.baseline == "" {
		return suppress.Baseline{}, nil
	}
	return suppress.LoadBaseline(o.baseline)
}
