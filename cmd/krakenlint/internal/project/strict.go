package project

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// decode reads one YAML document into a struct. Fields that the struct does not have and
// values of another kind are errors that name file, line and column; the yaml package
// alone would name the line, and quote the value.
func decode(path string, data []byte, into any) error {
	var document yaml.Node
	err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&document)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return syntaxError(path, err)
	}
	root := document.Content[0]
	if err := check(root, reflect.TypeOf(into).Elem()); err != nil {
		return fmt.Errorf("%s:%w", path, err)
	}
	if err := root.Decode(into); err != nil {
		return syntaxError(path, err)
	}
	return nil
}

var yamlLine = lazy.Regexp(`^yaml: (?:unmarshal errors:\s+)?line (\d+): `)

// syntaxError puts the line of an error of the yaml package where editors look for it.
func syntaxError(path string, err error) error {
	text := err.Error()
	if m := yamlLine().FindStringSubmatch(text); m != nil {
		return fmt.Errorf("%s:%s: %s", path, m[1], text[len(m[0]):])
	}
	return fmt.Errorf("%s: %s", path, strings.TrimPrefix(text, "yaml: "))
}

// check compares a node with the type that it is to fill.
func check(node *yaml.Node, t reflect.Type) error {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	if node.Tag == "!!null" {
		return nil
	}
	switch t.Kind() {
	case reflect.Struct:
		return checkMapping(node, t)
	case reflect.Slice:
		return checkSequence(node, t)
	default:
		if node.Kind != yaml.ScalarNode {
			return at(node, "want one value")
		}
		return nil
	}
}

func checkMapping(node *yaml.Node, t reflect.Type) error {
	if node.Kind != yaml.MappingNode {
		return at(node, "want fields (%s)", strings.Join(fieldNames(t), ", "))
	}
	for i := 0; i < len(node.Content); i += 2 {
		name := node.Content[i]
		field, ok := fieldNamed(t, name.Value)
		if !ok {
			return at(name, "unknown field %q: want one of %s", name.Value, strings.Join(fieldNames(t), ", "))
		}
		if err := check(node.Content[i+1], field.Type); err != nil {
			return err
		}
	}
	return nil
}

func checkSequence(node *yaml.Node, t reflect.Type) error {
	if node.Kind != yaml.SequenceNode {
		return at(node, "want a list")
	}
	for _, item := range node.Content {
		if err := check(item, t.Elem()); err != nil {
			return err
		}
	}
	return nil
}

func fieldNamed(t reflect.Type, name string) (reflect.StructField, bool) {
	for field := range t.Fields() {
		if tag := field.Tag.Get("yaml"); tag == name && tag != "-" {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

func fieldNames(t reflect.Type) []string {
	var names []string
	for field := range t.Fields() {
		if tag := field.Tag.Get("yaml"); tag != "-" {
			names = append(names, tag)
		}
	}
	slices.Sort(names)
	return names
}

func at(node *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%d:%d: %s", node.Line, node.Column, fmt.Sprintf(format, args...))
}
