package project

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// mount reads a service's secret or config, which the program finds in a file.
func (p *composeProject) mount(w *Workload, t *tree, kind string, item *yaml.Node) {
	name, target := t.text(item), ""
	if item.Kind == yaml.MappingNode {
		name, target = t.text(item, "source"), t.text(item, "target")
	}
	if name == "" {
		return
	}
	where := target
	if !path.IsAbs(where) {
		where = path.Join("/run/secrets", orElse(target, name))
		if kind == "configs" {
			where = path.Join("/", orElse(target, name))
		}
	}
	w.bind(Binding{Name: name, File: where, Values: p.secret(t, t.get(t.root, kind, name), name), Place: t.place(item)})
}

// secret resolves a top-level secret or config.
func (p *composeProject) secret(t *tree, n *yaml.Node, name string) []Value {
	if n == nil {
		return from("secret:docker/" + name)
	}
	if variable := t.text(n, "environment"); variable != "" {
		return reference{name: variable}.values(p.find, 0)
	}
	if content := t.text(n, "content"); content != "" {
		return expand(content, p.find, 0)
	}
	if written := p.plain(t.text(n, "file")); written != "" {
		return p.fileValue(t.file, written)
	}
	return from("secret:docker/" + p.plain(orElse(t.text(n, "name"), t.text(n, "external", "name"), name)))
}

// fileValue is the credential that a file of the tree holds, or the file.
func (p *composeProject) fileValue(file, written string) []Value {
	target, ok := within(path.Dir(file), written)
	if !ok {
		return from("file:" + written)
	}
	if data, err := p.read(target); err == nil {
		if values := literal(string(data)); len(values) > 0 && values[0].Source != "" {
			return values
		}
	}
	return from("file:" + target)
}

// volume reads a bind mount of a single file, such as kraken.key.
func (p *composeProject) volume(w *Workload, t *tree, item *yaml.Node) {
	source, target := t.text(item, "source"), t.text(item, "target")
	if item.Kind == yaml.ScalarNode {
		parts := strings.Split(t.text(item), ":")
		if len(parts) < 2 {
			return
		}
		source, target = parts[0], parts[1]
	}
	source = p.plain(source)
	if named := !strings.ContainsAny(source, "/."); named || path.Ext(target) == "" {
		return
	}
	w.bind(Binding{Name: path.Base(target), File: target, Values: p.fileValue(t.file, source), Place: t.place(item)})
}
