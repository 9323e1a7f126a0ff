package project

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// Build is what a Dockerfile says about the Go program in its image.
type Build struct {
	Packages []BuiltPackage
	Entry    [][]string // ENTRYPOINT and CMD of the final stage, in words
}

// BuiltPackage is one `go build`, `go install` or `go run` of a Dockerfile.
type BuiltPackage struct {
	Dir    string // of the main package, of the tree; it may end in "..."
	Output string // base name of the program; "" where go chooses it
}

// Bounds on hostile input: how many services are built, and the size of a Dockerfile.
const (
	maxBuilds     = 2_000
	maxDockerfile = 128 << 10
)

var (
	dockerVariable = lazy.Regexp(`\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))`)
	fromLine       = lazy.Regexp(`(?i)^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?`)
)

// stage is one FROM of a Dockerfile.
type stage struct {
	base, name string
	lines      []string
}

// build reads the Dockerfile of a program, as far as it is simple: build arguments with
// their defaults, the stages that the target needs, go build with a package path. It is
// empty where there is no Dockerfile.
func (r *reader) build(p Program) Build {
	if r.builds++; r.builds > maxBuilds {
		r.incomplete(p.Dockerfile, "more services are built than can be looked into")
		return Build{}
	}
	data, err := r.read(p.Dockerfile)
	if err != nil || len(data) > maxDockerfile {
		return Build{}
	}
	args := map[string]string{}
	stages := dockerStages(string(data), args)
	for name, value := range p.Args {
		args[name] = value
	}
	final := finalStage(stages, p.Target)
	if final < 0 {
		return Build{}
	}
	var b Build
	marked := needed(stages, final)
	for i := range stages {
		if marked[i] {
			b.read(stages[i], p.Dir, args, i == final)
		}
	}
	return b
}

// dockerStages splits a Dockerfile and collects the defaults of its ARGs.
func dockerStages(text string, args map[string]string) []stage {
	text = strings.NewReplacer("\r\n", "\n", "\\\n", " ").Replace(text)
	var stages []stage
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if name, value, ok := strings.Cut(strings.TrimPrefix(line, "ARG "), "="); ok && strings.HasPrefix(line, "ARG ") {
			args[strings.TrimSpace(name)] = strings.Trim(value, `"'`)
		}
		if m := fromLine().FindStringSubmatch(line); m != nil {
			stages = append(stages, stage{base: m[1], name: m[2]})
		} else if len(stages) > 0 && line != "" && line[0] != '#' {
			last := &stages[len(stages)-1]
			last.lines = append(last.lines, line)
		}
	}
	return stages
}

func finalStage(stages []stage, target string) int {
	for i, s := range stages {
		if target != "" && strings.EqualFold(s.name, target) {
			return i
		}
	}
	return len(stages) - 1
}

// fromStage is a COPY --from=NAME.
var fromStage = lazy.Regexp(`--from=(\S+)`)

// needed marks the stages that the final one builds on: by FROM or COPY --from, of stages
// before their own.
func needed(stages []stage, final int) []bool {
	marked := make([]bool, len(stages))
	byName := map[string]int{}
	for i, s := range stages {
		byName[strings.ToLower(s.name)] = i
	}
	open := []int{final}
	for len(open) > 0 {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		if marked[i] {
			continue
		}
		marked[i] = true
		names := []string{stages[i].base}
		for _, line := range stages[i].lines {
			if m := fromStage().FindStringSubmatch(line); m != nil {
				names = append(names, m[1])
			}
		}
		for _, name := range names {
			if j, ok := byName[strings.ToLower(name)]; ok && name != "" && j < i {
				open = append(open, j)
			}
		}
	}
	return marked
}

// layout is where an image under construction has what of the build context.
type layout struct {
	dir    string // the working directory
	copied []copied
}

type copied struct{ from, to string }

// source is the directory of the context that is at dir of the image; false where none is
// known to be.
func (l layout) source(dir string) (string, bool) {
	for _, c := range slices.Backward(l.copied) {
		if rest, ok := strings.CutPrefix(dir+"/", strings.TrimSuffix(c.to, "/")+"/"); ok {
			return path.Join(c.from, rest), true
		}
	}
	return ".", len(l.copied) == 0
}

// in resolves a path of the image.
func (l layout) in(dir string) string {
	if path.IsAbs(dir) {
		return path.Clean(dir)
	}
	return path.Join(l.dir, dir)
}

// copy notes a COPY of directories. A destination below the working directory that
// mirrors the context (COPY cmd cmd) is one as well.
func (l *layout) copy(words []string) {
	words = slices.DeleteFunc(words, func(word string) bool { return strings.HasPrefix(word, "--") })
	if len(words) < 2 {
		return
	}
	to := l.in(words[len(words)-1])
	for _, from := range words[:len(words)-1] {
		if path.Ext(from) == "" && !strings.HasPrefix(from, "go.") || strings.HasSuffix(from, "/") || from == "." {
			l.copied = append(l.copied, copied{path.Clean(from), to})
		}
	}
}

func (b *Build) read(s stage, context string, args map[string]string, final bool) {
	image := layout{dir: "/"}
	for _, line := range s.lines {
		word, rest, _ := strings.Cut(line, " ")
		rest = substituteArgs(strings.TrimSpace(rest), args)
		switch strings.ToUpper(word) {
		case "WORKDIR":
			image.dir = image.in(strings.Trim(rest, `"'`))
		case "COPY", "ADD":
			if !strings.Contains(rest, "--from=") {
				image.copy(shellWords(rest))
			}
		case "RUN":
			b.run(image, rest, context)
		case "ENTRYPOINT", "CMD":
			if final {
				b.Entry = append(b.Entry, entryWords(rest))
			}
		}
	}
}

// entryWords reads ["a","b"] or a line for the shell.
func entryWords(text string) []string {
	if strings.HasPrefix(text, "[") {
		text = strings.NewReplacer("[", " ", "]", " ", ",", " ").Replace(text)
	}
	return shellWords(text)
}

func substituteArgs(text string, args map[string]string) string {
	return dockerVariable().ReplaceAllStringFunc(text, func(ref string) string {
		m := dockerVariable().FindStringSubmatch(ref)
		if value, ok := args[m[1]+m[3]]; ok {
			return value
		}
		if m[2] != "" {
			return m[2]
		}
		return ref
	})
}

// run reads the commands of one RUN, which begin in the working directory.
func (b *Build) run(image layout, script, context string) {
	for _, command := range shellCommands(script) {
		if len(command) > 1 && command[0] == "cd" {
			image.dir = image.in(command[1])
			continue
		}
		b.goBuild(command, image, context)
	}
}

// goBuild notes the packages that one command builds.
func (b *Build) goBuild(words []string, image layout, context string) {
	packages, output := GoPackages(words)
	for _, pkg := range packages {
		source, ok := image.source(image.in(pkg))
		if !ok {
			source = pkg // an image of which we do not see how it came about
		}
		dir := path.Join(context, source)
		if fs.ValidPath(strings.TrimSuffix(strings.TrimSuffix(dir, "..."), "/")) || dir == "..." {
			b.Packages = append(b.Packages, BuiltPackage{Dir: dir, Output: output})
		}
	}
}

// goFlags of go build and go run take a value in the next word.
var goFlags = map[string]bool{"-o": true, "-ldflags": true, "-tags": true, "-mod": true, "-gcflags": true, "-asmflags": true, "-p": true,
	"-buildmode": true, "-C": true, "-exec": true, "-pkgdir": true, "-toolexec": true, "-overlay": true, "-modfile": true, "-installsuffix": true, "-pgo": true}

// GoPackages finds the package paths that a command hands to go build, go install or go
// run, relative to where it runs, and the base name of -o. Without a path it is ".".
func GoPackages(words []string) (packages []string, output string) {
	start := -1
	for i := 0; i+1 < len(words); i++ {
		if path.Base(words[i]) == "go" && (words[i+1] == "build" || words[i+1] == "install" || words[i+1] == "run") {
			start = i + 2
			break
		}
	}
	if start < 0 {
		return nil, ""
	}
	run := words[start-1] == "run"
	dir := ""
	for i := start; i < len(words); i++ {
		word := words[i]
		if strings.HasPrefix(word, "-") {
			flag, value, inline := strings.Cut(word, "=")
			if flag = "-" + strings.TrimLeft(flag, "-"); !inline && goFlags[flag] && i+1 < len(words) {
				i++
				value = words[i]
			}
			switch flag {
			case "-o":
				if output = path.Base(value); strings.HasSuffix(value, "/") {
					output = ""
				}
			case "-C":
				dir = value
			}
			continue
		}
		if strings.HasSuffix(word, ".go") {
			word = path.Dir(word)
		}
		packages = append(packages, path.Join(dir, word))
		if run {
			break
		}
	}
	if packages == nil {
		packages = []string{path.Join(dir, ".")}
	}
	return packages, output
}
