package project

import (
	"bytes"
	"path"
	"strings"
)

// readECS reads the task definitions of Amazon ECS, in JSON as the console exports them.
func readECS(r *reader) {
	for _, file := range r.files {
		if strings.ToLower(path.Ext(file)) != ".json" {
			continue
		}
		data, err := r.read(file)
		if err != nil || !isTaskDefinition(data) {
			continue // JSON is mostly data; what cannot be read is listed by the scan
		}
		for _, t := range documents(file, data, func(reason string) { r.incomplete(file, reason) }) {
			r.taskDefinition(t)
		}
	}
}

func isTaskDefinition(data []byte) bool {
	return bytes.Contains(data, []byte(`"containerDefinitions"`))
}

func (r *reader) taskDefinition(t *tree) {
	root := t.root
	if inner := t.get(root, "taskDefinition"); inner != nil {
		root = inner
	}
	family := t.text(root, "family")
	for _, n := range t.items(t.get(root, "containerDefinitions")) {
		if r.full(t.file) {
			return
		}
		name := t.text(n, "name")
		w := Workload{App: t.file + "#" + name, Unit: "ecs:" + family + "/" + name, Kind: "ecs", Name: name, Place: t.place(t.get(n, "name"))}
		w.Program = Program{Image: t.text(n, "image"), Names: []string{name, family}}
		for _, key := range []string{"command", "entryPoint"} {
			if words := t.texts(t.get(n, key)); len(words) > 0 {
				w.Program.Commands = append(w.Program.Commands, words)
			}
		}
		for _, item := range t.items(t.get(n, "environment")) {
			w.bind(Binding{Name: t.text(item, "name"), Values: literal(t.text(item, "value")), Place: t.place(t.get(item, "name"))})
		}
		for _, item := range t.items(t.get(n, "secrets")) {
			w.bind(Binding{Name: t.text(item, "name"), Values: from(awsSource(t.text(item, "valueFrom"))), Place: t.place(t.get(item, "name"))})
		}
		for _, item := range t.items(t.get(n, "environmentFiles")) {
			w.Open = append(w.Open, Open{Source: safeName("file:" + t.text(item, "value")), Place: t.place(t.get(item, "value"))})
		}
		w.Kraken = namesKraken(name, family, w.Program.Image) || commandsNameKraken(w.Program.Commands) || envNamesKraken(w.Bindings)
		r.add(w)
	}
}

// awsSource words the ARN or name of an SSM parameter or a Secrets Manager secret. The
// latter's ARN may end in :KEY:STAGE:VERSION, of which the key belongs to the name.
func awsSource(arn string) string {
	parts := strings.Split(arn, ":")
	switch {
	case len(parts) >= 7 && parts[2] == "secretsmanager":
		source := "secret:secretsmanager/" + parts[6]
		if len(parts) > 7 && parts[7] != "" {
			source += "#" + parts[7]
		}
		return source
	case len(parts) == 6 && parts[2] == "ssm":
		return "secret:ssm/" + strings.TrimPrefix(parts[5], "parameter/")
	}
	return "secret:ssm/" + strings.TrimPrefix(arn, "/")
}
