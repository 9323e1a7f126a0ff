package project

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

var (
	workflowFile = lazy.Regexp(`^(?:.*/)?\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml$`)
	// secretExpression is one expression that yields secrets or variables, perhaps only under
	// a condition, or with others to fall back on.
	secretExpression = lazy.Regexp(`^\$\{\{([^{}]*)\}\}$`)
	secretInScript   = lazy.Regexp(`\$\{\{\s*secrets\.(\w+)\s*\}\}`)
	secretReference  = lazy.Regexp(`(secrets|vars)\.(\w+)`)
)

// readGitHubActions makes an app of every job that gets variables. What a job runs is in
// Program.Commands: jobs that run the same program are the same app.
func readGitHubActions(r *reader) {
	r.each(workflowFile().MatchString, func(file string, data []byte) {
		for _, t := range documents(file, data, func(reason string) { r.incomplete(file, reason) }) {
			for _, job := range t.entries(t.get(t.root, "jobs")) {
				r.actionsJob(t, job)
			}
			if t.exhausted() {
				r.incomplete(file, "the anchors unfold to more than a workflow holds: read in part")
			}
		}
	})
}

func (r *reader) actionsJob(t *tree, job entry) {
	if r.full(t.file) {
		return
	}
	w := Workload{App: t.file + "#" + job.key.Value, Unit: "github:" + t.file + "#" + job.key.Value, Kind: "github", Name: job.key.Value, Place: t.place(job.key)}
	w.Program.Names = []string{job.key.Value}
	environment := orElse(t.text(job.value, "environment"), t.text(job.value, "environment", "name"))
	r.actionsEnv(&w, t, t.get(t.root, "env"), environment)
	r.actionsEnv(&w, t, t.get(job.value, "env"), environment)
	if uses := t.text(job.value, "uses"); uses != "" { // a reusable workflow
		w.Program.Commands = append(w.Program.Commands, []string{uses})
		r.actionsEnv(&w, t, t.get(job.value, "secrets"), environment)
	}
	inJob := len(w.Bindings) > 0
	dir := orElse(t.text(job.value, "defaults", "run", "working-directory"), t.text(t.root, "defaults", "run", "working-directory"))
	for _, step := range t.items(t.get(job.value, "steps")) {
		r.actionsStep(&w, t, step, environment, dir, inJob)
	}
	w.Kraken = namesKraken(t.file, job.key.Value) || commandsNameKraken(w.Program.Commands) || envNamesKraken(w.Bindings)
	if len(w.Bindings) > 0 {
		r.add(w)
	}
}

// actionsStep adds a step's variables and commands. Where the variables are given to
// single steps, the commands of the others do not count.
func (r *reader) actionsStep(w *Workload, t *tree, step *yaml.Node, environment, jobDir string, inJob bool) {
	before := len(w.Bindings)
	r.actionsEnv(w, t, t.get(step, "env"), environment)
	r.actionsEnv(w, t, t.get(step, "with"), environment)
	script := t.text(step, "run")
	for _, m := range secretInScript().FindAllStringSubmatch(script, -1) {
		w.bind(Binding{Name: m[1], Values: from(actionsSource("secrets", m[1], environment)), Place: t.place(t.get(step, "run"))})
	}
	if !inJob && len(w.Bindings) == before {
		return
	}
	if dir := orElse(t.text(step, "working-directory"), jobDir); dir != "" {
		w.Program.Dir = path.Clean(dir)
	}
	w.Program.Commands = append(w.Program.Commands, shellCommands(script)...)
	if uses := t.text(step, "uses"); uses != "" && t.get(step, "env") != nil || uses != "" && t.get(step, "with") != nil {
		w.Program.Commands = append(w.Program.Commands, []string{uses})
	}
}

// actionsEnv binds the variables that are secrets or stand literally.
func (r *reader) actionsEnv(w *Workload, t *tree, n *yaml.Node, environment string) {
	for _, v := range t.variables(n) {
		b := Binding{Name: v.name, Place: v.Place}
		if m := secretExpression().FindStringSubmatch(strings.TrimSpace(v.text)); m != nil {
			for _, ref := range secretReference().FindAllStringSubmatch(m[1], -1) {
				if value := from(actionsSource(ref[1], ref[2], environment)); !slices.Contains(b.Values, value[0]) {
					b.Values = append(b.Values, value...)
				}
			}
		} else if !strings.Contains(v.text, "${{") {
			b.Values = literal(v.text)
		}
		if len(b.Values) > 0 {
			w.bind(b)
		}
	}
}

// actionsSource words a secret. Environments (staging, production) have secrets of their
// own under the same names.
func actionsSource(context, name, environment string) string {
	store := "secret:github/"
	if context == "vars" {
		store = "config:github/"
	}
	if environment != "" && !strings.Contains(environment, "${{") {
		store += environment + "/"
	}
	return store + strings.ToUpper(name)
}
