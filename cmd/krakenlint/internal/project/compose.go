package project

import (
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

var composeName = lazy.Regexp(`(?i)^(?:.*[-_.])?compose(?:[-_.].*)?\.ya?ml$|^(?:docker-)?stack(?:[-_.].*)?\.ya?ml$`)

// composeReader reads the Compose files of a tree. A file that another includes is read as
// that one says, and not a second time for itself.
type composeReader struct {
	*reader
	trees map[string]*tree
	done  map[string]bool // files whose services are read
}

func readCompose(r *reader) {
	c := &composeReader{r, map[string]*tree{}, map[string]bool{}}
	included := map[string]bool{}
	for _, file := range r.files {
		if isCompose(file) {
			for _, target := range c.includes(file) {
				included[target.file] = target.file != file
			}
		}
	}
	for _, alone := range []bool{true, false} { // then what only an include cycle reaches
		for _, file := range r.files {
			if isCompose(file) && included[file] != alone {
				c.file(file, path.Dir(file), nil, 0)
			}
		}
	}
	c.mergeOverrides()
}

func isCompose(file string) bool { return composeName().MatchString(path.Base(file)) }

// tree parses a Compose file once; nil when it cannot be.
func (c *composeReader) tree(file string) *tree {
	if t, ok := c.trees[file]; ok {
		return t
	}
	c.trees[file] = nil
	data, err := c.read(file)
	if err != nil {
		c.incomplete(file, err.Error())
		return nil
	}
	for _, t := range documents(file, data, func(reason string) { c.incomplete(file, reason) }) {
		if t.get(t.root, "services") != nil || t.get(t.root, "include") != nil {
			c.trees[file] = t
		}
	}
	return c.trees[file]
}

// include is one entry of the top-level include.
type include struct {
	file, dir string
	env       []string
}

func (c *composeReader) includes(file string) []include {
	t := c.tree(file)
	if t == nil {
		return nil
	}
	var list []include
	for _, item := range t.oneOrMany(t.get(t.root, "include")) {
		paths, dir, env := []string{t.text(item)}, "", []string(nil)
		if item.Kind == yaml.MappingNode {
			paths, env = t.texts(t.get(item, "path")), t.texts(t.get(item, "env_file"))
			dir = t.text(item, "project_directory")
		}
		for _, written := range paths {
			if target, ok := c.inside(file, "include", written); ok {
				in := include{file: target, dir: path.Dir(target)}
				if project, ok := within(path.Dir(file), dir); ok {
					in.dir = project
				}
				for _, e := range env {
					if envPath, ok := c.inside(file, "env_file", e); ok {
						in.env = append(in.env, envPath)
					}
				}
				list = append(list, in)
			}
		}
	}
	return list
}

// inside resolves a path that a Compose file writes relative to itself.
func (c *composeReader) inside(file, what, written string) (string, bool) {
	target, ok := within(path.Dir(file), written)
	if !ok && written != "" {
		c.incomplete(file, outside(what, written))
	}
	return target, ok
}

// file reads the services of a Compose file. dir is the project directory, env the files
// that interpolation takes variables from in place of the directory's .env.
func (c *composeReader) file(file, dir string, env []string, depth int) {
	t := c.tree(file)
	if t == nil || c.done[file] || depth > maxDepth {
		return
	}
	c.done[file] = true
	for _, in := range c.includes(file) {
		c.file(in.file, in.dir, in.env, depth+1)
	}
	project := &composeProject{composeReader: c, dir: dir, find: c.interpolation(dir, env)}
	for _, service := range t.entries(t.get(t.root, "services")) {
		if c.full(file) {
			return
		}
		w := Workload{App: file + "#" + service.key.Value, Unit: "compose:" + dir + "#" + service.key.Value, Kind: "compose",
			Name: service.key.Value, Place: t.place(service.key)}
		w.Program.Names = []string{service.key.Value}
		project.service(&w, t, service.value, 0)
		w.Kraken = namesKraken(append(w.Program.Names, w.Program.Image)...) || commandsNameKraken(w.Program.Commands) || envNamesKraken(w.Bindings)
		c.add(w)
	}
	if t.exhausted() {
		c.incomplete(file, "the anchors unfold to more than a manifest holds: read in part")
	}
}

// interpolation finds ${NAME} in env files; without any, in the project's .env.
func (c *composeReader) interpolation(dir string, env []string) lookup {
	if len(env) == 0 {
		env = []string{path.Join(dir, ".env")}
	}
	var all []assignment
	for _, file := range env {
		if list, ok := c.envFile(file); ok {
			c.usedEnv[file] = true
			all = append(all, list...)
		}
	}
	return envLookup(all)
}

// composeProject is the surroundings in which services are read.
type composeProject struct {
	*composeReader
	dir  string
	find lookup
}

// service reads one service into w, on top of what it extends.
func (p *composeProject) service(w *Workload, t *tree, n *yaml.Node, depth int) {
	if depth > maxDepth {
		p.incomplete(t.file, "a service extends itself")
		return
	}
	p.extend(w, t, t.get(n, "extends"), depth)
	p.program(w, t, n)
	for _, item := range t.oneOrMany(t.get(n, "env_file")) {
		written := t.text(item)
		if item.Kind == yaml.MappingNode {
			written = t.text(item, "path")
		}
		p.serviceEnvFile(w, t, item, written)
	}
	p.environment(w, t, t.get(n, "environment"))
	for _, kind := range []string{"secrets", "configs"} {
		for _, item := range t.items(t.get(n, kind)) {
			p.mount(w, t, kind, item)
		}
	}
	for _, item := range t.items(t.get(n, "volumes")) {
		p.volume(w, t, item)
	}
}

func (p *composeProject) extend(w *Workload, t *tree, extends *yaml.Node, depth int) {
	if extends == nil {
		return
	}
	base, name := t, t.text(extends)
	if extends.Kind == yaml.MappingNode {
		name = t.text(extends, "service")
		if written := t.text(extends, "file"); written != "" {
			target, ok := p.inside(t.file, "extends", written)
			if !ok {
				return
			}
			if base = p.tree(target); base == nil {
				p.incomplete(t.file, "extends a service of a file that cannot be read: "+printable(target))
				return
			}
		}
	}
	if service := base.get(base.root, "services", name); service != nil {
		p.service(w, base, service, depth+1)
	}
}

// program notes what the service runs.
func (p *composeProject) program(w *Workload, t *tree, n *yaml.Node) {
	program := &w.Program
	if image := t.text(n, "image"); image != "" {
		program.Image = p.plain(image)
	}
	if name := t.text(n, "container_name"); name != "" {
		program.Names = append(program.Names, p.plain(name))
	}
	var commands [][]string
	for _, key := range []string{"entrypoint", "command"} {
		if words := t.words(t.get(n, key)); len(words) > 0 {
			commands = append(commands, words)
		}
	}
	if commands != nil {
		program.Commands = commands
	}
	build := t.get(n, "build")
	if build == nil {
		return
	}
	context := t.text(build)
	if build.Kind == yaml.MappingNode {
		context = t.text(build, "context")
		program.Target = t.text(build, "target")
		program.Args = p.arguments(t, t.get(build, "args"))
	}
	if dir, ok := within(path.Dir(t.file), p.plain(orDot(context))); ok {
		program.Dir, program.Built = dir, true
		program.Dockerfile = path.Join(dir, orElse(t.text(build, "dockerfile"), "Dockerfile"))
	} else if !strings.Contains(context, "://") && !strings.HasPrefix(context, "git@") {
		p.incomplete(t.file, outside("build context", context))
	}
}

// plain interpolates a text that is no credential, unknown variables by nothing.
func (p *composeProject) plain(text string) string {
	if len(text) > maxText {
		return ""
	}
	var out strings.Builder
	for rest := text; rest != ""; {
		before, ref, after, ok := nextReference(rest)
		out.WriteString(before)
		if rest = after; !ok {
			continue
		}
		value, known := p.find(ref.name)
		if !known && strings.HasSuffix(ref.operator, "-") {
			value = ref.word
		}
		out.WriteString(value)
	}
	return out.String()
}

func (p *composeProject) arguments(t *tree, n *yaml.Node) map[string]string {
	args := map[string]string{}
	for _, a := range t.variables(n) {
		args[a.name] = p.plain(a.text)
	}
	return args
}

func (p *composeProject) serviceEnvFile(w *Workload, t *tree, item *yaml.Node, written string) {
	written = p.plain(written)
	if target, ok := within(path.Dir(t.file), written); ok {
		p.bindEnvFile(w, target, t.place(item))
		return
	}
	if written != "" {
		p.incomplete(t.file, outside("env_file", written))
		w.Open = append(w.Open, Open{Source: safeName("file:" + written), Place: t.place(item)})
	}
}

// environment reads both forms: NAME: value and - NAME=value. A bare NAME is taken from
// whoever starts Compose.
func (p *composeProject) environment(w *Workload, t *tree, n *yaml.Node) {
	for _, v := range t.variables(n) {
		b := Binding{Name: v.name, Place: v.Place}
		if v.given {
			b.Values = expand(v.text, p.find, 0)
		} else {
			b.Values = reference{name: v.name}.values(p.find, 0)
		}
		w.bind(b)
	}
}

// variable is one entry of an environment in map or list form.
type variable struct {
	name, text string
	given      bool
	Place
}

// variables lists a mapping of names to values, or a sequence of NAME=value.
func (t *tree) variables(n *yaml.Node) []variable {
	var list []variable
	if n = t.follow(n); n == nil {
		return nil
	}
	if n.Kind == yaml.SequenceNode {
		for _, item := range t.items(n) {
			name, value, given := strings.Cut(t.text(item), "=")
			list = append(list, variable{name, value, given, t.place(item)})
		}
		return list
	}
	for _, e := range t.entries(n) {
		value := t.follow(e.value)
		given := value != nil && value.Kind == yaml.ScalarNode && value.Tag != "!!null"
		list = append(list, variable{e.key.Value, t.text(value), given, t.place(e.key)})
	}
	return list
}

// mergeOverrides applies compose.override.yml to the services beside it, as Compose does
// unasked.
func (c *composeReader) mergeOverrides() {
	isOverride := func(w Workload) bool {
		return w.Kind == "compose" && strings.Contains(path.Base(w.File), ".override.")
	}
	overrides := map[string]Workload{}
	for _, w := range c.out.Workloads {
		if isOverride(w) {
			overrides[w.Unit] = w
		}
	}
	merged := map[string]bool{}
	for i := range c.out.Workloads {
		w := &c.out.Workloads[i]
		over, ok := overrides[w.Unit]
		base := strings.TrimSuffix(path.Base(w.File), path.Ext(w.File))
		if !ok || isOverride(*w) || !slices.Contains([]string{"compose", "docker-compose"}, base) {
			continue
		}
		for _, b := range over.Bindings {
			w.bind(b)
		}
		w.Open = append(w.Open, over.Open...)
		merged[w.Unit] = true
	}
	c.out.Workloads = slices.DeleteFunc(c.out.Workloads, func(w Workload) bool { return isOverride(w) && merged[w.Unit] })
}

func commandsNameKraken(commands [][]string) bool {
	return slices.ContainsFunc(commands, func(words []string) bool { return namesKraken(words...) })
}

// orElse is the first text that is not empty.
func orElse(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

func orDot(s string) string { return orElse(s, ".") }

// sortedKeys lists a map's keys in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
