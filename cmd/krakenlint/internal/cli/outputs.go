package cli

import (
	"errors"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
)

// output is one report to print; an empty path is standard output.
type output struct {
	print report.Printer
	path  string
}

// parseOutputs reads --format and --output. The first --output FILE takes the place of
// standard output; each FORMAT=FILE is one more report.
func (o *options) parseOutputs() ([]output, error) {
	main, err := report.Lookup(o.format)
	if err != nil {
		return nil, err
	}
	outputs := []output{{print: main}}
	for _, value := range o.outputs {
		format, path, named := strings.Cut(value, "=")
		printer, err := report.Lookup(format)
		switch {
		case value == "" || named && err == nil && path == "":
			return nil, errors.New("--output: want FILE or FORMAT=FILE")
		case named && err == nil:
			outputs = append(outputs, output{printer, path})
		case outputs[0].path != "":
			return nil, errors.New("--output FILE stands twice: write FORMAT=FILE for a second report")
		default:
			outputs[0].path = value
		}
	}
	return outputs, nil
}

// printAll prints every report, and says which could not be printed.
func printAll(result finding.Report, outputs []output, o *options, std streams) error {
	var failed []error
	for _, out := range outputs {
		failed = append(failed, out.write(result, o, std))
	}
	return errors.Join(failed...)
}

func (out output) write(result finding.Report, o *options, std streams) error {
	if out.path == "" {
		return out.print(std.out, result, o.style(o.colored(std.out)))
	}
	return report.WriteFile(out.path, func(w io.Writer) error {
		return out.print(w, result, o.style(o.color == "always"))
	})
}

func (o *options) style(color bool) report.Style {
	return report.Style{Color: color, Verbose: o.verbose, StepSummary: os.Getenv("GITHUB_STEP_SUMMARY")}
}

func (o *options) colored(w io.Writer) bool {
	if o.color != "auto" {
		return o.color == "always"
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w)
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
