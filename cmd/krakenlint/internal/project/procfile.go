package project

import (
	"path"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

var procfileLine = lazy.Regexp(`^([A-Za-z0-9_-]+):\s*(\S.*)$`)

// readProcfiles makes an app of every process type. Processes of one Procfile get the
// same environment (foreman and Heroku alike): the .env beside it and what the machine has.
func readProcfiles(r *reader) {
	r.each(func(file string) bool {
		base := path.Base(file)
		return base == "Procfile" || strings.HasPrefix(base, "Procfile.")
	}, r.procfile)
}

func (r *reader) procfile(file string, data []byte) {
	dir := path.Dir(file)
	for i, line := range strings.Split(string(data), "\n") {
		m := procfileLine().FindStringSubmatch(strings.TrimRight(line, " \t\r"))
		if m == nil || m[1] == "release" { // release runs before the others, not beside them
			continue
		}
		if r.full(file) {
			return
		}
		place := Place{File: file, Line: i + 1, Column: 1, EndColumn: len(m[0]) + 1}
		w := Workload{App: file + "#" + m[1], Unit: "procfile:" + dir + "#" + m[1], Kind: "procfile", Name: m[1], Place: place}
		words := shellWords(m[2])
		for len(words) > 0 && strings.Contains(words[0], "=") { // NAME=value before the command
			name, value, _ := strings.Cut(words[0], "=")
			w.bind(Binding{Name: name, Values: expand(value, func(string) (string, bool) { return "", false }, 0), Place: place})
			words = words[1:]
		}
		w.Program = Program{Dir: dir, Commands: [][]string{words}, Names: []string{m[1]}}
		given := w.Bindings
		if env := path.Join(dir, ".env"); r.exists(env) {
			r.bindEnvFile(&w, env, place)
		} else {
			w.Open = append(w.Open, Open{Source: "env", Place: place})
		}
		for _, b := range given {
			w.bind(b)
		}
		w.Kraken = namesKraken(m[2]) || envNamesKraken(w.Bindings)
		r.add(w)
	}
}
