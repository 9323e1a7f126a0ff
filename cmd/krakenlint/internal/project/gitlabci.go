package project

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// gitlabKeywords are the top-level keys of .gitlab-ci.yml that are no jobs.
var gitlabKeywords = []string{"default", "include", "stages", "variables", "workflow", "image", "services", "cache",
	"before_script", "after_script", "spec", "pages:deploy"}

// readGitLabCI makes an app of every job. A job sees all CI/CD variables of the project,
// so only the ones that it names count: in variables, secrets and its script.
func readGitLabCI(r *reader) {
	r.each(isGitLabCI, func(file string, data []byte) {
		for _, t := range documents(file, data, func(reason string) { r.incomplete(file, reason) }) {
			for _, job := range t.entries(t.root) {
				if !slices.Contains(gitlabKeywords, job.key.Value) && !strings.HasPrefix(job.key.Value, ".") {
					r.gitlabJob(t, job)
				}
			}
			if t.exhausted() {
				r.incomplete(file, "the anchors unfold to more than a pipeline holds: read in part")
			}
		}
	})
}

func isGitLabCI(file string) bool { return strings.HasSuffix(path.Base(file), ".gitlab-ci.yml") }

func (r *reader) gitlabJob(t *tree, job entry) {
	if r.full(t.file) {
		return
	}
	w := Workload{App: t.file + "#" + job.key.Value, Unit: "gitlab:" + t.file + "#" + job.key.Value, Kind: "gitlab", Name: job.key.Value, Place: t.place(job.key)}
	w.Program.Names = []string{job.key.Value}
	r.gitlabVariables(&w, t, t.get(t.root, "variables"))
	r.gitlabLayer(&w, t, job.key.Value, map[string]bool{})
	w.Kraken = namesKraken(job.key.Value) || commandsNameKraken(w.Program.Commands) || envNamesKraken(w.Bindings)
	if len(w.Bindings) > 0 {
		r.add(w)
	}
}

// maxScript is how much of a job's script is read, in bytes.
const maxScript = 64 << 10

// gitlabLayer reads a job on top of what it extends, each of that once.
func (r *reader) gitlabLayer(w *Workload, t *tree, name string, seen map[string]bool) {
	n := t.get(t.root, name)
	if seen[name] || len(seen) > maxDepth || n == nil {
		return
	}
	seen[name] = true
	for _, base := range t.texts(t.get(n, "extends")) {
		r.gitlabLayer(w, t, base, seen)
	}
	r.gitlabVariables(w, t, t.get(n, "variables"))
	for _, s := range t.entries(t.get(n, "secrets")) { // Vault and the like
		vault := orElse(t.text(s.value, "vault"), t.text(s.value, "vault", "path"))
		if vault != "" {
			w.bind(Binding{Name: s.key.Value, Values: from("secret:vault/" + vault), Place: t.place(s.key)})
		}
	}
	script := strings.Join(t.texts(t.get(n, "script")), "\n")
	if script == "" {
		return
	}
	script = script[:min(len(script), maxScript)]
	w.Program.Commands = shellCommands(script)
	for rest := script; rest != ""; {
		_, ref, after, ok := nextReference(rest)
		if rest = after; !ok {
			break
		}
		if !slices.ContainsFunc(w.Bindings, func(b Binding) bool { return b.Name == ref.name }) {
			w.bind(Binding{Name: ref.name, Values: from("secret:gitlab/" + ref.name), Place: t.place(t.get(n, "script"))})
		}
	}
}

// gitlabVariables binds variables that copy a CI/CD variable or stand literally.
func (r *reader) gitlabVariables(w *Workload, t *tree, n *yaml.Node) {
	for _, v := range t.variables(n) {
		if !v.given {
			v.text = t.text(t.get(n, v.name), "value")
		}
		b := Binding{Name: v.name, Place: v.Place, Values: literal(v.text)}
		if ref, ok := wholeReference(v.text); ok {
			b.Values = from("secret:gitlab/" + ref.name)
		}
		if len(b.Values) > 0 {
			w.bind(b)
		}
	}
}
