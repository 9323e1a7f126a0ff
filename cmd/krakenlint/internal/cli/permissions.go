package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/permissions"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/report"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/sharing"
)

const permissionsHelp = `For each Go program below the paths (default: the working directory) and each Kraken key
that it takes: the endpoints that the code can reach, the smallest set of permissions that
covers them, the boxes to tick at Kraken, and how each endpoint is reached.

With --write the sets go into .krakenlint.yaml, as entries under keys: with ratchet: true.
From then on krakenlint check fails when code needs more of a key than its entry grants,
until the entry is widened (by hand, or by --write again), and when it needs less. Without
ratchet: true, needing more than an entry grants is only noted.

Where the code asks for an endpoint whose name it does not tell, the answer is incomplete:
the call is named, and --write leaves the key out.`

// permissionsOptions are the flags of permissions.
type permissionsOptions struct {
	options
	write bool
}

func newPermissions() *cobra.Command {
	var o permissionsOptions
	command := &cobra.Command{
		Use:   "permissions [path ...]",
		Short: "Say which permissions each program needs of each Kraken key",
		Long:  permissionsHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if err := oneOf("format", o.format, permissionsFormats...); err != nil {
				return err
			}
			return runPermissions(cmd.Context(), &o, streams{cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()})
		},
	}
	flags := command.Flags()
	flags.StringVar(&o.config, "config", "", "configuration `FILE` (default .krakenlint.yaml of the nearest directory upward, inside the repository)")
	flags.StringVar(&o.format, "format", "text", "how to print: "+strings.Join(permissionsFormats, ", "))
	complete(command, "format", permissionsFormats...)
	flags.IntVar(&o.jobs, "jobs", 0, "how many packages to analyse at once (default as many as the go command likes)")
	flags.BoolVar(&o.write, "write", false, "write the sets into the configuration")
	return command
}

func runPermissions(ctx context.Context, o *permissionsOptions, std streams) error {
	for _, path := range o.paths {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("%w: name a file or a directory", err)
		}
	}
	place, err := locate(&o.options)
	if err != nil {
		return err
	}
	stop := o.working(std.err)
	programs, err := gocheck.Check(ctx, goRequest(&o.options, place))
	stop()
	if ctx.Err() != nil {
		return errors.New("interrupted before the programs were analysed to the end")
	}
	if err != nil {
		return err
	}
	apps := keyApps(programs.Apps, place)
	document, err := permissions.NewDocument(apps)
	if err != nil {
		return err
	}
	if err := printPermissions(std.out, o.format, document, func() []finding.Holding {
		tree := place.sharing().Tree(nil, programs.Apps, place.config)
		return overscoped(programs.Apps, tree, place).Holdings
	}); err != nil {
		return err
	}
	complainIncomplete(std.err, named(programs.Incomplete, place))
	if o.write {
		return writeRatchet(place, apps, std.err)
	}
	return nil
}

// permissionsFormats are how the answer is printed: as a table, or as a graph of who
// holds which key.
var permissionsFormats = []string{"text", "json", "html", "dot", "mermaid"}

func printPermissions(w io.Writer, format string, document permissions.Document, holdings func() []finding.Holding) error {
	switch format {
	case "json":
		return document.JSON(w)
	case "html":
		return report.HTMLHoldings(w, holdings())
	case "dot":
		_, err := io.WriteString(w, report.DOT(holdings()))
		return err
	case "mermaid":
		_, err := io.WriteString(w, report.Mermaid(holdings()))
		return err
	}
	return document.Text(w)
}

// complainIncomplete says what the answer may lack.
func complainIncomplete(w io.Writer, list []finding.Incomplete) {
	for _, i := range finding.SortIncomplete(list) {
		fmt.Fprintf(w, "krakenlint: %s\n", line(i))
	}
}

// writeRatchet puts what the apps use into the configuration, which is made where there
// is none.
func writeRatchet(p *place, apps []permissions.App, w io.Writer) error {
	path := p.config.Path
	if path == "" {
		path = filepath.Join(p.config.Dir, project.ConfigName)
	}
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	updated, skipped, err := permissions.Update(text, apps)
	if err != nil {
		return fmt.Errorf("%s: %w", p.name(path), err)
	}
	for _, reason := range skipped {
		fmt.Fprintf(w, "krakenlint: %s\n", redact.Line(redact.Text(reason)))
	}
	if string(updated) == string(text) {
		return nil
	}
	return report.WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(updated)
		return err
	})
}

// overscoped compares the keys of the programs with what they are granted. The tree says
// which of them are one key, and which programs are only examples.
func overscoped(programs []gocheck.App, tree sharing.Input, p *place) permissions.Result {
	same := sharing.Identities(tree)
	apps := keyApps(programs, p)
	for i, program := range programs {
		dir := p.name(program.Dir)
		apps[i].Excluded = program.Excluded || tree.Excluded(dir)
		for k, key := range apps[i].Keys {
			apps[i].Keys[k].Identity = cmp.Or(same[sharing.ProgramKey{Dir: dir, Source: key.Source}], dir+" "+key.Source)
		}
	}
	return permissions.Check(apps, p.config.Keys)
}

// keyApps names the programs, and their files as reports do.
func keyApps(programs []gocheck.App, p *place) []permissions.App {
	var apps []permissions.App
	for _, program := range programs {
		app := permissions.App{Name: p.appName(program.Dir), ConfigName: relative(p.config.Dir, program.Dir)}
		for _, key := range program.Keys {
			app.Keys = append(app.Keys, permissions.Key{Key: permissions.Rename(key, p.name)})
		}
		apps = append(apps, app)
	}
	return apps
}

// appName is how a program in a directory is reported: relative to the working directory
// where it is below that, and else to the root of the repository.
func (p *place) appName(dir string) string {
	if name := relative(p.dir, p.absolute(dir)); name != ".." && !strings.HasPrefix(name, "../") {
		return name
	}
	return relative(p.root, p.absolute(dir))
}
