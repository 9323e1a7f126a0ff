package project

import (
	"bytes"
	"path"
	"strings"
)

// readRunScripts reads `docker run` and `podman run` in shell scripts and makefiles: each
// image that is started with variables is an app.
func readRunScripts(r *reader) {
	for _, file := range r.files {
		if !isScript(file) {
			continue
		}
		data, err := r.read(file)
		if err != nil || !runsSomething(data) {
			continue // the scan lists what cannot be read
		}
		line := 1
		text := strings.ReplaceAll(string(data), "\\\r\n", "\\\n")
		for text != "" {
			command, rest := logicalLine(text)
			for _, words := range shellCommands(command) {
				r.containerRun(file, line, words)
			}
			line += strings.Count(command, "\n") + 1
			text = rest
		}
	}
}

func isScript(file string) bool {
	base := path.Base(file)
	ext := path.Ext(base)
	return ext == ".sh" || ext == ".bash" || base == "Makefile" || base == "justfile"
}

// runsSomething tells whether a script may start a container: most say "run" of something else.
func runsSomething(script []byte) bool {
	return bytes.Contains(script, []byte(" run ")) && (bytes.Contains(script, []byte("docker")) || bytes.Contains(script, []byte("podman")))
}

// logicalLine cuts off the first line with those that continue it.
func logicalLine(text string) (line, rest string) {
	for i := 0; ; {
		end := strings.IndexByte(text[i:], '\n')
		if end < 0 {
			return text, ""
		}
		i += end
		if i == 0 || text[i-1] != '\\' {
			return text[:i], text[i+1:]
		}
		i++
	}
}

// runFlags take a value in the next word; all others that we do not know are taken to stand
// alone or to hold theirs after "=".
var runFlags = map[string]bool{"-e": true, "--env": true, "--env-file": true, "--name": true, "-v": true, "--volume": true,
	"-p": true, "--publish": true, "--network": true, "--net": true, "--restart": true, "-w": true, "--workdir": true, "-u": true,
	"--user": true, "--entrypoint": true, "-m": true, "--memory": true, "--cpus": true, "-l": true, "--label": true, "--mount": true,
	"-h": true, "--hostname": true, "--log-driver": true, "--log-opt": true, "--add-host": true, "--platform": true, "--pull": true}

// containerRun reads one command.
func (r *reader) containerRun(file string, line int, words []string) {
	for len(words) > 0 && (strings.TrimLeft(words[0], "@-") == "sudo" || words[0] == "exec") {
		words = words[1:]
	}
	if len(words) < 3 || r.full(file) || words[1] != "run" || !strings.HasSuffix(words[0], "docker") && !strings.HasSuffix(words[0], "podman") {
		return
	}
	place := Place{File: file, Line: line, Column: 1}
	w := Workload{Kind: "run", Place: place}
	rest := words[2:]
	for len(rest) > 0 && strings.HasPrefix(rest[0], "-") {
		flag, value, inline := strings.Cut(rest[0], "=")
		rest = rest[1:]
		if !inline && runFlags[flag] && len(rest) > 0 {
			value, rest = rest[0], rest[1:]
		}
		r.runFlag(&w, flag, value)
	}
	if len(rest) == 0 {
		return
	}
	w.Program.Image, w.Program.Commands = rest[0], [][]string{rest[1:]}
	w.Name = orElse(w.Name, imageName(rest[0]))
	w.App, w.Unit = file+"#"+w.Name, "run:"+file+"#"+w.Name
	w.Program.Names = []string{w.Name}
	w.Kraken = namesKraken(rest...) || namesKraken(w.Name) || envNamesKraken(w.Bindings)
	if len(w.Bindings)+len(w.Open) > 0 {
		r.add(w)
	}
}

func (r *reader) runFlag(w *Workload, flag, value string) {
	switch flag {
	case "--name":
		w.Name = value
	case "-e", "--env":
		name, text, given := strings.Cut(value, "=")
		b := Binding{Name: name, Values: from("env:" + name), Place: w.Place}
		if given {
			b.Values = expand(text, func(string) (string, bool) { return "", false }, 0)
		}
		w.bind(b)
	case "--env-file":
		if target, ok := within(path.Dir(w.File), value); ok && r.exists(target) {
			r.bindEnvFile(w, target, w.Place)
		} else {
			w.Open = append(w.Open, Open{Source: safeName("file:" + value), Place: w.Place})
		}
	}
}

// imageName is an image's last path element, without tag and digest.
func imageName(image string) string {
	image, _, _ = strings.Cut(image, "@")
	name := path.Base(image)
	name, _, _ = strings.Cut(name, ":")
	return name
}
