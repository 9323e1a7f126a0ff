package project

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

var (
	serverlessFile = lazy.Regexp(`^serverless(?:[-_.].*)?\.ya?ml$`)
	// serverlessReference is ${env:NAME}, ${ssm:/path} or ${ssm(region):/path}, perhaps with a default.
	serverlessReference = lazy.Regexp(`^\$\{\s*(env|ssm)(?:\([^)]*\))?:([^,}~]+)(?:~\w+)?(?:,[^}]*)?\}$`)
)

// readServerless reads the functions of a Serverless Framework service: each is an app,
// with the provider's environment below its own.
func readServerless(r *reader) {
	r.each(isServerless, func(file string, data []byte) {
		for _, t := range documents(file, data, func(reason string) { r.incomplete(file, reason) }) {
			for _, function := range t.entries(t.get(t.root, "functions")) {
				r.serverlessFunction(t, function)
			}
		}
	})
}

func isServerless(file string) bool { return serverlessFile().MatchString(path.Base(file)) }

func (r *reader) serverlessFunction(t *tree, function entry) {
	if r.full(t.file) {
		return
	}
	name := function.key.Value
	w := Workload{App: t.file + "#" + name, Unit: "serverless:" + t.file + "#" + name, Kind: "serverless", Name: name, Place: t.place(function.key)}
	handler := t.text(function.value, "handler")
	w.Program = Program{Commands: [][]string{{handler}}, Image: t.text(function.value, "image"), Names: []string{name}}
	serverlessEnv(&w, t, t.get(t.root, "provider", "environment"))
	serverlessEnv(&w, t, t.get(function.value, "environment"))
	w.Kraken = namesKraken(name, handler, t.text(t.root, "service")) || envNamesKraken(w.Bindings)
	if len(w.Bindings) > 0 {
		r.add(w)
	}
}

func serverlessEnv(w *Workload, t *tree, n *yaml.Node) {
	for _, v := range t.variables(n) {
		b := Binding{Name: v.name, Place: v.Place, Values: literal(v.text)}
		if m := serverlessReference().FindStringSubmatch(strings.TrimSpace(v.text)); m != nil {
			source := "env:" + strings.TrimSpace(m[2])
			if m[1] == "ssm" {
				source = "secret:ssm/" + strings.TrimPrefix(strings.TrimSpace(m[2]), "/")
			}
			b.Values = from(source)
		}
		w.bind(b)
	}
}
