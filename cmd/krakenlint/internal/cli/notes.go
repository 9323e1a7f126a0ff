package cli

import (
	"fmt"
	"io"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
)

// notes are what a report leaves out, and why. They go to standard error: the scanned
// repository brings its own configuration, and must not switch the linter off in silence.
type notes struct {
	config    *project.Config
	excluded  int              // files and directories left out by exclude
	inPlace   int              // findings, by krakenlint:ignore
	ignored   int              // findings, by the ignore list
	baseline  int              // findings, by the baseline
	unused    []project.Ignore // entries of the ignore list that match nothing
	undecided []string         // for --verbose: keys that no judgement is made of, readers that were not used
}

// shownIncomplete is how many incomplete places are listed without --verbose.
const shownIncomplete = 20

// complain says on standard error what the report on standard output does not.
func (f *found) complain(w io.Writer, o *options) {
	f.listIncomplete(w, o)
	say := func(n int, what, why string) {
		if n > 0 {
			fmt.Fprintf(w, "krakenlint: %s %s\n", report.Count(n, what), why)
		}
	}
	n := f.notes
	say(n.excluded, "path", "not scanned: exclude in "+n.config.Path)
	if n.excluded > 0 && f.summary.Files == 0 {
		fmt.Fprintf(w, "krakenlint: nothing was scanned: exclude in %s leaves nothing\n", n.config.Path)
	}
	say(n.ignored, "finding", "ignored: ignore in "+n.config.Path)
	say(n.inPlace, "finding", "ignored in place: krakenlint:ignore")
	say(n.baseline, "known finding", "not reported: "+o.baseline)
	if o.verbose {
		for _, note := range n.undecided {
			fmt.Fprintf(w, "krakenlint: %s\n", redact.Line(redact.Text(note)))
		}
	}
	if wholeTree(o) {
		for _, ignore := range n.unused {
			fmt.Fprintf(w, "%s:%d: ignore %s matches nothing: remove it\n", n.config.Path, ignore.Line, ignore.Fingerprint)
		}
	}
}

// wholeTree holds where an entry that matches nothing is of no use: not where only a part
// of the files was looked at.
func wholeTree(o *options) bool {
	return o.verbose && len(o.paths) == 0 && o.fromTree()
}

func (f *found) listIncomplete(w io.Writer, o *options) {
	for i, place := range f.incomplete {
		if i == shownIncomplete && !o.verbose {
			fmt.Fprintf(w, "krakenlint: %d more places not or not wholly read: see --verbose or --format json\n", len(f.incomplete)-i)
			return
		}
		fmt.Fprintf(w, "krakenlint: incomplete: %s\n", line(place))
	}
}

func line(place finding.Incomplete) string {
	return redact.Line(place.Path + ": " + place.Reason)
}
