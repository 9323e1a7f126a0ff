package project

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// tree walks the nodes of one YAML document without ever expanding it: aliases are
// followed where they are asked for, against a budget, so that a document which unfolds
// to billions of nodes costs no more than maxNodes.
type tree struct {
	file    string
	root    *yaml.Node
	visited int
	shift   int // lines before the document in its file
}

// documents parses the documents of a YAML (or JSON) file one by one, so that a broken one does
// not hide the others; problem is told of each that cannot be parsed.
func documents(file string, data []byte, problem func(reason string)) []*tree {
	var trees []*tree
	parts := splitDocuments(data)
	if len(parts) > maxDocuments {
		problem("more than 10,000 documents: read in part")
		parts = parts[:maxDocuments]
	}
	for _, part := range parts {
		var root yaml.Node
		if err := unmarshal(part.text, &root); err != nil {
			problem(yamlProblem(err, part.line))
			continue
		}
		if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
			trees = append(trees, &tree{file: file, root: root.Content[0], shift: part.line})
		}
	}
	return trees
}

// unmarshal turns a panic of the parser into an error: the input is hostile.
func unmarshal(text []byte, root *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the YAML parser gave up")
		}
	}()
	return yaml.Unmarshal(text, root)
}

// yamlProblem words a parse error without any of the file's content, which may be a credential.
func yamlProblem(err error, shift int) string {
	var line int
	if _, scanErr := fmt.Sscanf(err.Error(), "yaml: line %d:", &line); scanErr == nil {
		return fmt.Sprintf("not valid YAML at line %d", line+shift)
	}
	return "not valid YAML"
}

// part is one document and the number of lines before it.
type part struct {
	text []byte
	line int
}

// splitDocuments cuts at lines that begin with "---".
func splitDocuments(data []byte) []part {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var parts []part
	start, startLine, line := 0, 0, 0
	for i := 0; i < len(data); line++ {
		end := i + bytes.IndexByte(data[i:], '\n') + 1
		if end <= i {
			end = len(data)
		}
		if bytes.HasPrefix(data[i:], []byte("---")) && i > start {
			parts = append(parts, part{data[start:i], startLine})
			start, startLine = i, line
		}
		i = end
	}
	return append(parts, part{data[start:], startLine})
}

// exhausted tells that the document was not read to its end.
func (t *tree) exhausted() bool { return t.visited >= maxNodes }

// follow returns the node that n stands for; nil when there is none or the budget is gone.
func (t *tree) follow(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		if t.visited++; t.exhausted() {
			return nil
		}
		n = n.Alias
	}
	if t.visited++; t.exhausted() {
		return nil
	}
	return n
}

// entry is a key of a mapping with its value.
type entry struct {
	key   *yaml.Node
	value *yaml.Node
}

// entries lists a mapping in order, merge keys (<<) unfolded, the first of equal keys
// alone: what stands in the mapping itself wins over what is merged.
func (t *tree) entries(n *yaml.Node) []entry {
	var list []entry
	t.collect(n, map[string]bool{}, &list, 0)
	return list
}

func (t *tree) collect(n *yaml.Node, seen map[string]bool, list *[]entry, depth int) {
	n = t.follow(n)
	if n == nil || n.Kind != yaml.MappingNode || depth > maxDepth {
		return
	}
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := t.follow(n.Content[i])
		if key == nil {
			return
		}
		if key.Tag == "!!merge" || key.Value == "<<" {
			merged = append(merged, n.Content[i+1])
			continue
		}
		if !seen[key.Value] {
			seen[key.Value] = true
			*list = append(*list, entry{key, n.Content[i+1]})
		}
	}
	for _, m := range merged {
		for _, one := range t.oneOrMany(m) {
			t.collect(one, seen, list, depth+1)
		}
	}
}

// get returns what a path of keys leads to, or nil.
func (t *tree) get(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		n = t.child(n, key)
	}
	return t.follow(n)
}

func (t *tree) child(n *yaml.Node, key string) *yaml.Node {
	for _, e := range t.entries(n) {
		if e.key.Value == key {
			return e.value
		}
	}
	return nil
}

// items lists a sequence.
func (t *tree) items(n *yaml.Node) []*yaml.Node {
	n = t.follow(n)
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	list := make([]*yaml.Node, 0, len(n.Content))
	for _, item := range n.Content {
		if item = t.follow(item); item != nil {
			list = append(list, item)
		}
	}
	return list
}

// oneOrMany lists a sequence, or the single node that stands in place of one.
func (t *tree) oneOrMany(n *yaml.Node) []*yaml.Node {
	n = t.follow(n)
	switch {
	case n == nil || n.Tag == "!!null":
		return nil
	case n.Kind == yaml.SequenceNode:
		return t.items(n)
	}
	return []*yaml.Node{n}
}

// text is a scalar's value, or "".
func (t *tree) text(n *yaml.Node, keys ...string) string {
	n = t.get(n, keys...)
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

// texts lists the scalars of a sequence or a single one.
func (t *tree) texts(n *yaml.Node) []string {
	var list []string
	for _, item := range t.oneOrMany(n) {
		if s := t.text(item); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// words lists a command, which is a sequence or a line for the shell.
func (t *tree) words(n *yaml.Node) []string {
	if n = t.follow(n); n != nil && n.Kind == yaml.SequenceNode {
		return t.texts(n)
	}
	return shellWords(t.text(n))
}

// place is where n stands in its file.
func (t *tree) place(n *yaml.Node) Place {
	if n == nil {
		return Place{File: t.file, Line: 1, Column: 1}
	}
	place := Place{File: t.file, Line: n.Line + t.shift, Column: n.Column}
	if n.Kind == yaml.ScalarNode && n.Style == 0 && !strings.Contains(n.Value, "\n") {
		place.EndColumn = n.Column + len(n.Value)
	}
	return place
}
