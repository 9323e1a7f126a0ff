package project

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// LoadManifests reads the manifests among files, which are the files that were found
// below roots. Both are absolute; a root may be a file. Each root is a tree of its own, which
// reading never leaves, through no symbolic link either. Paths in the result are as name
// makes them from absolute ones.
func LoadManifests(roots, files []string, name func(path string) string) Manifests {
	var all Manifests
	for _, at := range trees(roots, files) {
		found := at.load().Under(name(at.dir))
		all.Workloads = append(all.Workloads, found.Workloads...)
		all.Incomplete = append(all.Incomplete, found.Incomplete...)
	}
	return all
}

// root is a directory to read in, and the manifests below it, relative to it.
type root struct {
	dir   string
	files []string
}

// trees assigns files to the outermost roots that they are below.
func trees(roots, files []string) []root {
	var list []root
	for _, dir := range outermost(roots) {
		below := strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
		at := root{dir: dir}
		for _, file := range files {
			if rel, ok := strings.CutPrefix(file, below); ok && !inDependency(rel) {
				at.files = append(at.files, filepath.ToSlash(rel))
			}
		}
		if at.files != nil {
			list = append(list, at)
		}
	}
	return list
}

func resolved(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}

// outermost lists the directories of the roots, none inside another.
func outermost(roots []string) []string {
	var dirs []string
	for _, path := range roots {
		// Files may come by either name, where a link leads to the root.
		for _, path := range []string{path, resolved(path)} {
			if info, err := os.Stat(path); err != nil || !info.IsDir() {
				path = filepath.Dir(path)
			}
			dirs = append(dirs, filepath.Clean(path))
		}
	}
	slices.Sort(dirs)
	var kept []string
	for _, dir := range slices.Compact(dirs) {
		isBelow := func(other string) bool {
			return strings.HasPrefix(dir, strings.TrimSuffix(other, string(filepath.Separator))+string(filepath.Separator))
		}
		if !slices.ContainsFunc(kept, isBelow) {
			kept = append(kept, dir)
		}
	}
	return kept
}

// load reads one root. What cannot be listed is told by the scan of the texts.
func (at root) load() Manifests {
	handle, err := os.OpenRoot(at.dir)
	if err != nil {
		return Manifests{Incomplete: []finding.Incomplete{{Path: ".", Reason: "manifests: " + plainError(err).Error()}}}
	}
	defer handle.Close()
	return ReadManifests(handle.FS(), at.files)
}

// dependencies are directories of other people's code, which deploys nothing of ours.
var dependencies = map[string]bool{"node_modules": true, "vendor": true, ".venv": true, "venv": true, ".terraform": true}

func inDependency(rel string) bool {
	for element := range strings.SplitSeq(rel, string(filepath.Separator)) {
		if dependencies[element] {
			return true
		}
	}
	return false
}

// IsManifest is a cheap test, by name and by how the content begins, for what may be a
// manifest of any kind. Most YAML, JSON and shell scripts are none.
func IsManifest(file string, content []byte) bool {
	base := filepath.Base(file)
	switch ext := filepath.Ext(file); {
	case isStructured(file):
		return isNamedManifest(filepath.ToSlash(file)) || hasKind().Match(content) || isTaskDefinition(content)
	case isScript(base):
		return runsSomething(content)
	case ext == ".service", ext == ".container", ext == ".conf":
		return true
	}
	return base[0] == '.' && isEnvFile(base) || strings.HasPrefix(base, "Procfile") || base == "Kustomization"
}

// ReadsContent tells whether IsManifest looks at more of a file than its name.
func ReadsContent(file string) bool { return isStructured(file) || isScript(filepath.Base(file)) }

// isStructured tells whether a file is YAML or JSON.
func isStructured(file string) bool {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}

// isNamedManifest tells whether a file is a manifest by its name alone.
func isNamedManifest(file string) bool {
	return isCompose(file) || isKustomization(file) || isServerless(file) || isGitLabCI(file) || workflowFile().MatchString(file)
}
