package project

import (
	"bytes"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

var (
	// templateLine is a line that holds nothing but template actions: control flow, comments, includes.
	templateLine = lazy.Regexp(`(?m)^[ \t]*(?:- )?(?:\{\{[^\n]*?\}\}[ \t]*)+\r?$`)
	// mayHoldKey is what a template needs to be worth a line in the report: charts have many.
	mayHoldKey = lazy.Regexp(`(?i)kraken|api[-_]?(?:key|secret)`)
	// templateAction is an action within a line.
	templateAction = lazy.Regexp(`\{\{[^{}\n]*\}\}`)
	// templateValue is an action that yields one of the chart's values, perhaps quoted.
	templateValue = lazy.Regexp(`^\{\{-?\s*\.Values\.([\w.]+)\s*(?:\|\s*(?:quote|toString|trim)\s*)*-?\}\}$`)
)

// untemplate makes plain YAML of a Helm template as far as it goes: values that stand
// literally in the chart's values.yaml are put in, other actions become a word that is the same
// for the same action, and lines of control flow are blanked, so that lines keep
// their numbers. A file that may give a key is always incomplete, since what is decided at deployment is
// not known.
func (r *reader) untemplate(file string, data []byte) []byte {
	if mayHoldKey().Match(data) {
		r.incomplete(file, "a template ({{ }}): read without running it, only what stands literally in it and in values.yaml")
	}
	values := r.chartValues(path.Dir(file))
	data = templateLine().ReplaceAll(data, nil)
	return templateAction().ReplaceAllFunc(data, func(action []byte) []byte {
		if m := templateValue().FindSubmatch(action); m != nil && values != nil {
			keys := strings.Split(string(m[1]), ".")
			if text := values.text(values.root, keys...); text != "" && !strings.ContainsAny(text, "\n\"'{}") {
				return []byte(text)
			}
		}
		return actionWord(action)
	})
}

// actionWord stands for an action in the YAML. It names the action, so that two
// workloads whose secret has the same templated name are seen to share it.
func actionWord(action []byte) []byte {
	word := bytes.Map(func(c rune) rune {
		if c == '.' || c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return c
		}
		return -1
	}, action)
	return append([]byte("template"), word...)
}

// chartValues finds the values.yaml of the chart that a directory belongs to.
func (r *reader) chartValues(dir string) *tree {
	for range maxDepth {
		if file := path.Join(dir, "values.yaml"); r.exists(file) {
			return r.values(file)
		}
		if dir == "." {
			return nil
		}
		dir = path.Dir(dir)
	}
	return nil
}

// values parses a values.yaml, once; nil where it cannot be.
func (r *reader) values(file string) *tree {
	if t, ok := r.charts[file]; ok {
		return t
	}
	r.charts[file] = nil
	data, err := r.read(file)
	if err != nil {
		return nil
	}
	for _, t := range documents(file, data, func(reason string) { r.incomplete(file, reason) }) {
		if t.root.Kind == yaml.MappingNode {
			r.charts[file] = t
		}
	}
	return r.charts[file]
}
