package sharing

import (
	"path"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
)

// runs finds the Go program that a workload starts: as the configuration says, or by what says it best first: the
// packages that its command or its Dockerfile build, its directory, and the names of its
// command, image and itself. It is nil where nothing or more than one fits.
func (in Input) runs(w project.Workload, programs []*Program) *Program {
	if dir, ok := in.Runs[w.App]; ok {
		if exact := inDir(programs, dir); len(exact) == 1 {
			return exact[0]
		}
	}
	for _, candidates := range [][]*Program{
		byGoCommand(w, programs),
		byBuild(w, programs),
		byDirectory(w, programs),
		byNames(w, programs),
	} {
		if len(candidates) == 1 {
			return candidates[0]
		}
		if len(candidates) > 1 { // several of one image: the command tells
			if named := byNames(w, candidates); len(named) == 1 {
				return named[0]
			}
		}
	}
	return nil
}

// byGoCommand reads go run ./cmd/bot. A path is relative to where the command runs, or,
// where that is not known, the end of a program's directory.
func byGoCommand(w project.Workload, programs []*Program) []*Program {
	var found []*Program
	for _, words := range w.Program.Commands {
		packages, _ := project.GoPackages(words)
		for _, pkg := range packages {
			found = append(found, inDir(programs, path.Join(startedIn(w), pkg))...)
		}
	}
	return found
}

// startedIn is the directory that a workload's commands are relative to: its own, or that
// of the manifest; for a workflow, the repository's.
func startedIn(w project.Workload) string {
	switch {
	case w.Program.Dir != "" && w.Kind != "github":
		return w.Program.Dir
	case w.Kind == "github":
		root, _, _ := strings.Cut(w.File, ".github/")
		return path.Join(root, w.Program.Dir)
	}
	return path.Dir(w.File)
}

// byBuild reads the Dockerfile of the build context. Its outputs and entry point choose
// among several packages.
func byBuild(w project.Workload, programs []*Program) []*Program {
	if !w.Program.Built {
		return nil
	}
	var all, entered []*Program
	for _, pkg := range w.Program.Build.Packages {
		built := inDir(programs, pkg.Dir)
		all = append(all, built...)
		output := pkg.Output
		for _, p := range built {
			if starts(orElse(output, nameOf(p)), w.Program) {
				entered = append(entered, p)
			}
		}
	}
	if entered = unique(entered); len(entered) > 0 {
		return entered
	}
	return unique(all)
}

// starts tells whether the workload's command, or else the image's entry point, is a
// program's name.
func starts(name string, p project.Program) bool {
	commands := p.Commands
	if len(commands) == 0 {
		commands = p.Build.Entry
	}
	return slices.ContainsFunc(commands, func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return path.Base(word) == name })
	})
}

// byDirectory takes the programs in the directory that the workload is built from or
// started in; below it only where there is no other.
func byDirectory(w project.Workload, programs []*Program) []*Program {
	if w.Program.Dir == "" || w.Kind == "procfile" || w.Kind == "github" {
		return nil
	}
	if exact := inDir(programs, w.Program.Dir); len(exact) > 0 || w.Kind == "dotenv" {
		return exact
	}
	return inDir(programs, path.Join(w.Program.Dir, "..."))
}

// byNames compares names: of what is run, of the image, of the workload itself.
func byNames(w project.Workload, programs []*Program) []*Program {
	if w.Kind == "dotenv" {
		return nil
	}
	var names []string
	for _, words := range w.Program.Commands {
		for _, word := range words {
			if !strings.HasPrefix(word, "-") {
				names = append(names, path.Base(word))
			}
		}
	}
	if w.Program.Image != "" {
		names = append(names, imageName(w.Program.Image))
	}
	names = append(names, w.Program.Names...)
	for _, name := range names {
		if found := named(programs, func(p *Program) bool { return plain(nameOf(p)) == plain(name) }); len(found) > 0 {
			return found
		}
	}
	for _, name := range names {
		if found := named(programs, func(p *Program) bool { return endsWith(name, nameOf(p)) || endsWith(nameOf(p), name) }); len(found) > 0 {
			return found
		}
	}
	return nil
}

// imageName is an image's last path element, without tag and digest.
func imageName(image string) string {
	image, _, _ = strings.Cut(image, "@")
	name, _, _ := strings.Cut(path.Base(image), ":")
	return name
}

func named(programs []*Program, fits func(*Program) bool) []*Program {
	var found []*Program
	for _, p := range programs {
		if fits(p) {
			found = append(found, p)
		}
	}
	return found
}

// majorVersion ends the paths of modules from v2 on.
var majorVersion = lazy.Regexp(`^v\d+$`)

// nameOf is what go build calls a program.
func nameOf(p *Program) string {
	name := path.Base(p.Package)
	if majorVersion().MatchString(name) {
		name = path.Base(path.Dir(p.Package))
	}
	return name
}

func plain(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "-")) }

// endsWith holds for kraken-bot and bot.
func endsWith(long, short string) bool {
	return len(short) > 1 && strings.HasSuffix(plain(long), "-"+plain(short))
}

// inDir lists the programs in a directory of the tree, or with "/..." below it.
func inDir(programs []*Program, dir string) []*Program {
	dir, below := strings.CutSuffix(dir, "...")
	dir = path.Clean(dir)
	var found []*Program
	for _, p := range programs {
		if p.Dir == dir || below && (dir == "." || strings.HasPrefix(p.Dir, dir+"/")) {
			found = append(found, p)
		}
	}
	return found
}

func unique(programs []*Program) []*Program {
	var kept []*Program
	for _, p := range programs {
		if !slices.Contains(kept, p) {
			kept = append(kept, p)
		}
	}
	return kept
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
