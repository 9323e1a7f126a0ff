package project

import (
	"path"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// unitFile matches service units, Podman's container units, and drop-ins of either.
var unitFile = lazy.Regexp(`(?:^|/)([^/]+)\.(service|container)(\.d/[^/]+\.conf)?$`)

// readSystemd reads Environment=, EnvironmentFile=, LoadCredential= and PassEnvironment= of service units. A drop-in adds
// to the unit that its directory names, which may lie elsewhere in the tree.
func readSystemd(r *reader) {
	units := map[string]*Workload{}
	for _, dropIns := range []bool{false, true} { // units first: drop-ins override them
		r.each(func(file string) bool {
			m := unitFile().FindStringSubmatch(file)
			return m != nil && (m[3] != "") == dropIns
		}, func(file string, data []byte) {
			m := unitFile().FindStringSubmatch(file)
			// The instances of a template unit (bot@.service) are replicas of one app.
			name := strings.TrimSuffix(m[1], "@")
			key := m[1] + "." + m[2]
			if units[key] == nil {
				units[key] = &Workload{App: file, Unit: "systemd:" + key, Kind: "systemd", Name: name, Place: Place{File: file, Line: 1, Column: 1},
					Program: Program{Names: []string{name}}}
			}
			r.unit(units[key], file, data)
		})
	}
	for _, key := range sortedKeys(units) {
		w := units[key]
		w.Kraken = namesKraken(append([]string{w.Name, w.Program.Image}, openSources(w.Open)...)...) || commandsNameKraken(w.Program.Commands) || envNamesKraken(w.Bindings)
		r.add(*w)
	}
}

func openSources(opens []Open) []string {
	var list []string
	for _, o := range opens {
		list = append(list, o.Source)
	}
	return list
}

// unit reads the settings of one file into w.
func (r *reader) unit(w *Workload, file string, data []byte) {
	for _, line := range unitLines(string(data)) {
		key, value, ok := strings.Cut(line.text, "=")
		if !ok {
			continue
		}
		place := Place{File: file, Line: line.number, Column: 1}
		switch value = strings.TrimSpace(value); strings.TrimSpace(key) {
		case "Environment":
			r.unitEnvironment(w, value, place)
		case "PassEnvironment":
			for _, name := range strings.Fields(value) {
				w.bind(Binding{Name: name, Values: from("env:" + name), Place: place})
			}
		case "EnvironmentFile":
			r.unitEnvFile(w, file, strings.TrimPrefix(value, "-"), place)
		case "LoadCredential", "LoadCredentialEncrypted":
			name, source, _ := strings.Cut(value, ":")
			w.bind(Binding{Name: name, File: path.Join("/run/credentials", name), Values: from("file:" + orElse(source, name)), Place: place})
		case "ExecStart", "Exec":
			w.Program.Commands = append([][]string{shellWords(strings.TrimLeft(value, "-@:+!"))}, w.Program.Commands...)
		case "Image":
			w.Program.Image = value
		}
	}
}

// unitLine is a line with those that continue it, and the number of the first.
type unitLine struct {
	number int
	text   string
}

// unitLines joins lines that a backslash continues and leaves out comments.
func unitLines(text string) []unitLine {
	var lines []unitLine
	start := 0
	var joined strings.Builder
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if joined.Len() == 0 {
			start = i + 1
		}
		if more, ok := strings.CutSuffix(line, "\\"); ok {
			joined.WriteString(more + " ")
			continue
		}
		joined.WriteString(line)
		if text := joined.String(); text != "" && text[0] != '#' && text[0] != ';' {
			lines = append(lines, unitLine{start, text})
		}
		joined.Reset()
	}
	return lines
}

// unitEnvironment reads assignments, each of which may be quoted; an empty value drops
// those before it.
func (r *reader) unitEnvironment(w *Workload, value string, place Place) {
	if value == "" {
		w.Bindings = nil
	}
	for _, word := range shellWords(value) {
		if name, text, ok := strings.Cut(word, "="); ok {
			w.bind(Binding{Name: name, Values: literal(text), Place: place})
		}
	}
}

// unitEnvFile reads a file beside the unit where a path of the machine has the same
// name in the tree, as repositories keep them; otherwise the path itself is the source.
func (r *reader) unitEnvFile(w *Workload, file, written string, place Place) {
	if written == "" {
		w.Open = nil
		return
	}
	if target, ok := within(path.Dir(file), written); ok && r.exists(target) {
		r.bindEnvFile(w, target, place)
		return
	}
	w.Open = append(w.Open, Open{Source: safeName("file:" + written), Place: place})
}
