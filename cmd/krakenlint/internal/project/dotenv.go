package project

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// assignment is one NAME=value of an env file. The value is kept while manifests are
// read, to be interpolated, and goes into nothing that outlives the reader.
type assignment struct {
	name, value string
	given       bool // false for a bare NAME, which takes the value from outside
	Place
}

// maxAssignments bounds one env file.
const maxAssignments = 10_000

// parseEnv reads an env file as Docker, systemd and the dotenv libraries do: NAME=value,
// export NAME=value, quotes that may span lines, comments, CRLF.
func parseEnv(file string, data []byte) []assignment {
	text := string(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	var list []assignment
	for line := 1; text != "" && len(list) < maxAssignments; line++ {
		var this string
		this, text, _ = strings.Cut(text, "\n")
		trimmed := strings.TrimSpace(this)
		if trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';' {
			continue
		}
		column := strings.Index(this, trimmed) + 1
		trimmed = strings.TrimSpace(strings.TrimPrefix(trimmed, "export "))
		name, value, given := strings.Cut(trimmed, "=")
		name = strings.TrimSpace(name)
		if !given {
			name, value, given = strings.Cut(trimmed, ": ") // the YAML-like form that dotenv libraries allow
			name = strings.TrimSpace(name)
		}
		if !isName(name) {
			continue
		}
		a := assignment{name: name, given: given, Place: Place{File: file, Line: line, Column: column, EndColumn: len(strings.TrimRight(this, " \t\r")) + 1}}
		var lines int
		a.value, text, lines = envValue(strings.TrimSpace(value), text)
		line += lines
		list = append(list, a)
	}
	return list
}

// envValue takes quotes and comments off a value; a quoted one may go on in the lines
// that follow. It returns the rest of the text and how many lines were used of it.
func envValue(value, rest string) (string, string, int) {
	if value == "" || value[0] != '"' && value[0] != '\'' {
		if i := strings.Index(value, " #"); i >= 0 {
			value = strings.TrimSpace(value[:i])
		}
		return value, rest, 0
	}
	quote, body := value[:1], value[1:]
	if before, _, ok := strings.Cut(body, quote); ok {
		return before, rest, 0
	}
	before, after, ok := strings.Cut(rest, quote)
	if !ok {
		return body, rest, 0
	}
	lines := strings.Count(before, "\n")
	_, after, _ = strings.Cut(after, "\n")
	return body + "\n" + before, after, lines + 1
}

// isName tells whether s can be a variable's name; dots and dashes occur in env files.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c == '_' || c == '.' || c == '-' || c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return s != ""
}

// envFile returns the assignments of an env file of the tree; false where it is not there
// or cannot be read.
func (r *reader) envFile(file string) ([]assignment, bool) {
	if list, ok := r.envFiles[file]; ok {
		return list, list != nil
	}
	r.envFiles[file] = nil
	if !r.exists(file) {
		return nil, false
	}
	data, err := r.read(file)
	if err != nil {
		r.incomplete(file, err.Error())
		return nil, false
	}
	list := parseEnv(file, data)
	if list == nil {
		list = []assignment{}
	}
	r.envFiles[file] = list
	return list, true
}

// envLookup finds variables in a list of assignments, the last of a name.
func envLookup(list []assignment) lookup {
	values := make(map[string]string, len(list))
	for _, a := range list {
		if a.given {
			values[a.name] = a.value
		}
	}
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

// bindEnvFile gives a workload the variables of an env file: each by its value where the
// file is in the tree, and otherwise whatever stands in the file.
func (r *reader) bindEnvFile(w *Workload, file string, place Place) {
	r.usedEnv[file] = true
	list, ok := r.envFile(file)
	if !ok {
		w.Open = append(w.Open, Open{Source: safeName("file:" + file), Place: place})
		return
	}
	if _, ok := r.envBound[file]; !ok {
		var once Workload
		bindAssignments(&once, list)
		r.envBound[file] = once.Bindings
	}
	for _, b := range r.envBound[file] {
		w.bind(b)
	}
}

func bindAssignments(w *Workload, list []assignment) {
	find := envLookup(list)
	for i, a := range list {
		if i == maxBindings {
			break
		}
		b := Binding{Name: a.name, Place: a.Place}
		if a.given {
			b.Values = expand(a.value, find, 0)
		} else {
			b.Values = from("env:" + a.name)
		}
		w.bind(b)
	}
}

// bind sets a variable; a later binding of the same name wins.
func (w *Workload) bind(b Binding) {
	same := func(other Binding) bool { return other.Name == b.Name && other.File == b.File }
	if i := slices.IndexFunc(w.Bindings, same); i >= 0 {
		w.Bindings[i] = b
		return
	}
	if len(w.Bindings) == maxBindings {
		return
	}
	w.Bindings = append(w.Bindings, b)
}

// isEnvFile matches .env and its variants, except the ones that only show what to write.
func isEnvFile(file string) bool {
	base := path.Base(file)
	if base != ".env" && !strings.HasPrefix(base, ".env.") && base != ".envrc" {
		return false
	}
	for _, word := range []string{"example", "sample", "template", "dist", "tpl", "defaults", "schema"} {
		if strings.Contains(base, word) {
			return false
		}
	}
	return true
}

// readEnvDirectories makes an app of each directory with its own .env. One that a
// manifest takes is not: the manifest's services are the apps then.
func readEnvDirectories(r *reader) {
	for _, file := range r.files {
		if !isEnvFile(file) {
			continue
		}
		list, ok := r.envFile(file)
		if !ok || len(list) == 0 || r.full(file) {
			continue
		}
		dir := path.Dir(file)
		w := Workload{App: dir, Unit: "dotenv:" + dir, Kind: "dotenv", Name: path.Base(dir), Place: list[0].Place,
			Program: Program{Dir: dir, Names: []string{path.Base(dir)}}}
		bindAssignments(&w, list)
		w.Kraken = namesKraken(file) || envNamesKraken(w.Bindings)
		w.Taken = r.usedEnv[file]
		r.add(w)
	}
}

// namesKraken tells whether a text names the exchange.
func namesKraken(texts ...string) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(strings.ToLower(s), "kraken") })
}

// envNamesKraken holds where a variable's name, its value, or what it is taken from,
// names the exchange.
func envNamesKraken(bindings []Binding) bool {
	return slices.ContainsFunc(bindings, func(b Binding) bool {
		return namesKraken(b.Name) || slices.ContainsFunc(b.Values, func(v Value) bool { return v.kraken || namesKraken(v.Source) })
	})
}
