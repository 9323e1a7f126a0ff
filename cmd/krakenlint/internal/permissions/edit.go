package permissions

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// editor changes a configuration in place: the YAML nodes tell where, and the text is
// what is changed, so that comments, order, quotes and blank lines stay.
type editor struct {
	text    []byte
	starts  []int // offset of each line
	newline string
	root    *yaml.Node // the mapping; nil for an empty file
	keys    *yaml.Node // the value of "keys"; nil where there is none
	listed  []*listed
	edits   []edit
	fresh   []entry
	want    map[string]any // what the result must mean
}

// listed is an entry that the configuration has already.
type listed struct {
	node        *yaml.Node
	index       int // among the entries
	source      string
	apps        []string
	scope       bool
	permissions *yaml.Node
	ratchet     *yaml.Node
}

// about tells whether the entry holds for an app.
func (l *listed) about(app string) bool {
	return len(l.apps) == 0 || slices.ContainsFunc(l.apps, func(name string) bool { return path.Clean(name) == path.Clean(app) })
}

// edit replaces text[start:end].
type edit struct {
	start, end int
	with       string
}

func newEditor(text []byte) (*editor, error) {
	e := &editor{text: text, starts: []int{0}, newline: "\n", want: map[string]any{}}
	for i, c := range text {
		if c == '\n' {
			e.starts = append(e.starts, i+1)
		}
	}
	if bytes.Contains(text, []byte("\r\n")) {
		e.newline = "\r\n"
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if len(document.Content) == 0 {
		return e, nil
	}
	if e.root = document.Content[0]; e.root.Kind != yaml.MappingNode {
		return nil, errors.New("the configuration is no mapping")
	}
	if err := e.root.Decode(&e.want); err != nil {
		return nil, err
	}
	if e.keys = field(e.root, "keys"); e.keys != nil {
		for i, node := range e.keys.Content {
			e.listed = append(e.listed, newListed(i, node))
		}
	}
	return e, nil
}

func newListed(index int, node *yaml.Node) *listed {
	l := &listed{node: node, index: index, scope: field(node, "scope") != nil, permissions: field(node, "permissions"), ratchet: field(node, "ratchet")}
	if source := field(node, "source"); source != nil {
		l.source = source.Value
	}
	if apps := field(node, "apps"); apps != nil {
		for _, app := range apps.Content {
			l.apps = append(l.apps, app.Value)
		}
	}
	return l
}

// field is the value of a mapping's field, nil where it has none.
func field(node *yaml.Node, name string) *yaml.Node {
	if node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == name {
			return node.Content[i+1]
		}
	}
	return nil
}

func (e *editor) entriesOf(source string) []*listed {
	var of []*listed
	for _, l := range e.listed {
		if l.source == source {
			of = append(of, l)
		}
	}
	return of
}

// set plans what an entry is to say; a nil one is added.
func (e *editor) set(existing *listed, want entry) {
	if existing == nil {
		e.fresh = append(e.fresh, want)
		e.wantKeys(func(keys []any) []any { return append(keys, want.meaning()) })
		return
	}
	have := codesOf(existing.permissions)
	want.codes = arrange(have, want.codes)
	e.wantKeys(func(keys []any) []any {
		if fields, ok := keys[existing.index].(map[string]any); ok { // else apply refuses
			fields["permissions"], fields["ratchet"] = want.meaning()["permissions"], true
		}
		return keys
	})
	var added []string
	if existing.permissions == nil {
		added = append(added, "permissions: "+flow(want.codes))
	} else {
		e.setCodes(existing.permissions, have, want.codes)
	}
	if existing.ratchet == nil {
		added = append(added, "ratchet: true")
	} else if existing.ratchet.Value != "true" {
		e.replace(existing.ratchet, "true")
	}
	e.addFields(existing.node, added)
}

// wantKeys changes what the list of keys must mean.
func (e *editor) wantKeys(change func([]any) []any) {
	keys, _ := e.want["keys"].([]any)
	e.want["keys"] = change(keys)
}

// codesOf lists the codes of a list; nil is an empty one.
func codesOf(list *yaml.Node) []string {
	var codes []string
	if list != nil {
		for _, item := range list.Content {
			codes = append(codes, item.Value)
		}
	}
	return codes
}

// arrange puts the codes that are there already first, in their order.
func arrange(have, codes []string) []string {
	var kept, added []string
	for _, code := range have {
		if slices.Contains(codes, code) && !slices.Contains(kept, code) {
			kept = append(kept, code)
		}
	}
	for _, code := range codes {
		if !slices.Contains(kept, code) {
			added = append(added, code)
		}
	}
	return append(kept, added...)
}

// setCodes changes a list of permissions. Of one with an item a line, the lines of the
// codes that stay are kept, with their comments.
func (e *editor) setCodes(list *yaml.Node, have, codes []string) {
	if slices.Equal(have, codes) && list.Kind == yaml.SequenceNode {
		return
	}
	stays := slices.ContainsFunc(codes, func(c string) bool { return slices.Contains(have, c) })
	if isFlow(list) || !stays || list.Kind != yaml.SequenceNode {
		e.replace(list, flow(codes))
		return
	}
	indent := strings.Repeat(" ", list.Column-1)
	var added string
	for _, code := range codes {
		if !slices.Contains(have, code) {
			added += e.newline + indent + "- " + code
		}
	}
	for _, item := range list.Content {
		if !slices.Contains(codes, item.Value) {
			e.edits = append(e.edits, edit{e.lineEnd(item.Line - 1), e.lineEnd(item.Line), ""})
		}
	}
	end := e.lineEnd(lastLine(list))
	e.edits = append(e.edits, edit{end, end, added})
}

// addFields puts fields at the end of a mapping.
func (e *editor) addFields(node *yaml.Node, fields []string) {
	if len(fields) == 0 {
		return
	}
	if isFlow(node) {
		_, end := e.span(node)
		e.edits = append(e.edits, edit{end - 1, end - 1, ", " + strings.Join(fields, ", ")})
		return
	}
	indent := e.newline + strings.Repeat(" ", node.Column-1)
	end := e.lineEnd(lastLine(node))
	e.edits = append(e.edits, edit{end, end, indent + strings.Join(fields, indent)})
}

// addEntries puts the fresh entries behind those that are there.
func (e *editor) addEntries() {
	if len(e.fresh) == 0 {
		return
	}
	switch {
	case e.keys == nil:
		text := "keys:" + e.block("  ") + e.newline
		if len(e.text) > 0 && e.text[len(e.text)-1] != '\n' {
			text = e.newline + text
		}
		e.edits = append(e.edits, edit{len(e.text), len(e.text), text})
	case len(e.keys.Content) == 0 && e.keys.Kind == yaml.SequenceNode: // []
		e.replace(e.keys, e.block("  "))
	case len(e.keys.Content) == 0: // nothing behind the colon
		end := e.lineEnd(e.keys.Line)
		e.edits = append(e.edits, edit{end, end, e.block("  ")})
	case isFlow(e.keys):
		_, end := e.span(e.keys)
		for _, want := range e.fresh {
			e.edits = append(e.edits, edit{end - 1, end - 1, ", {" + strings.Join(want.fields(), ", ") + "}"})
		}
	default:
		end := e.lineEnd(lastLine(e.keys))
		e.edits = append(e.edits, edit{end, end, e.block(strings.Repeat(" ", e.keys.Column-1))})
	}
}

// block writes the fresh entries as items of a list, each line behind a line end.
func (e *editor) block(indent string) string {
	var text strings.Builder
	for _, want := range e.fresh {
		text.WriteString(e.newline + indent + "- " + strings.Join(want.fields(), e.newline+indent+"  "))
	}
	return text.String()
}

// fields are the lines of an entry.
func (e entry) fields() []string {
	return []string{"source: " + scalar(e.source), "permissions: " + flow(e.codes), "ratchet: true"}
}

// meaning is an entry as YAML decodes it.
func (e entry) meaning() map[string]any {
	codes := []any{}
	for _, c := range e.codes {
		codes = append(codes, c)
	}
	return map[string]any{"source": e.source, "permissions": codes, "ratchet": true}
}

// apply makes all edits and proves that the result means what was planned.
func (e *editor) apply() ([]byte, error) {
	e.addEntries()
	slices.SortStableFunc(e.edits, func(a, b edit) int { return a.start - b.start })
	var out bytes.Buffer
	at := 0
	for _, edit := range e.edits {
		if edit.start < at || edit.end < edit.start {
			return nil, errByHand
		}
		out.Write(e.text[at:edit.start])
		out.WriteString(edit.with)
		at = edit.end
	}
	out.Write(e.text[at:])
	var got map[string]any
	if err := yaml.Unmarshal(out.Bytes(), &got); err != nil || !(len(got) == 0 && len(e.want) == 0 || reflect.DeepEqual(got, e.want)) {
		return nil, errByHand
	}
	return out.Bytes(), nil
}

var errByHand = errors.New("the configuration is written in a way that cannot be edited safely: add the entries by hand, as `krakenlint permissions` shows them")

// replace puts other text in place of a value.
func (e *editor) replace(node *yaml.Node, with string) {
	start, end := e.span(node)
	e.edits = append(e.edits, edit{start, end, with})
}

// span is where a value stands in the text: flow lists and mappings, plain and quoted
// words, and blocks, which end with their last line.
func (e *editor) span(node *yaml.Node) (start, end int) {
	start = e.offset(node)
	switch {
	case isFlow(node):
		return start, e.closing(start)
	case node.Kind == yaml.ScalarNode && node.Style == 0:
		return start, start + len(node.Value)
	}
	end = e.lineEnd(lastLine(node))
	return start, max(start, end)
}

// closing is the offset behind the bracket that closes the one at start.
func (e *editor) closing(start int) int {
	depth, quote := 0, byte(0)
	for i := start; i < len(e.text); i++ {
		switch c := e.text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#' && i > 0 && strings.IndexByte(" \t\n", e.text[i-1]) >= 0:
			for i+1 < len(e.text) && e.text[i+1] != '\n' {
				i++
			}
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(e.text)
}

// offset turns a node's line and column, which counts characters, into a byte offset.
func (e *editor) offset(node *yaml.Node) int {
	if node.Line < 1 || node.Line > len(e.starts) {
		return len(e.text)
	}
	at := e.starts[node.Line-1]
	for range node.Column - 1 {
		_, size := utf8.DecodeRune(e.text[at:])
		at += size
	}
	return at
}

// lineEnd is the offset of the end of a 1-based line, before its line end; 0 for line 0.
func (e *editor) lineEnd(line int) int {
	if line < 1 {
		return 0
	}
	end := len(e.text)
	if line < len(e.starts) {
		end = e.starts[line] - 1
	}
	if end > 0 && end <= len(e.text) && e.text[end-1] == '\r' {
		end--
	}
	return end
}

// lastLine is the line that a value ends on.
func lastLine(node *yaml.Node) int {
	last := node.Line
	if node.Kind == yaml.ScalarNode && node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		last += strings.Count(strings.TrimRight(node.Value, "\n"), "\n") + 1
	}
	for _, child := range node.Content {
		last = max(last, lastLine(child))
	}
	return last
}

func isFlow(node *yaml.Node) bool {
	return node.Style&yaml.FlowStyle != 0
}

func flow(codes []string) string { return "[" + strings.Join(codes, ", ") + "]" }

// scalar quotes a word where YAML wants it.
func scalar(text string) string {
	out, err := yaml.Marshal(text)
	if err != nil {
		return fmt.Sprintf("%q", text)
	}
	return strings.TrimSuffix(string(out), "\n")
}
