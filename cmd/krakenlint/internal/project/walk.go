package project

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// LoadManifests reads the manifests below directories, and the manifests among files, all
// absolute. Each directory is a tree of its own, which reading never leaves, through no symbolic link either.
// skip tells which paths (absolute) are excluded, and may be nil; paths in the result are
// as name makes them from absolute ones.
func LoadManifests(paths []string, skip func(path string) bool, name func(path string) string) Manifests {
	var all Manifests
	for _, at := range outermost(paths) {
		found := loadTree(at, skip)
		base := at.dir
		found = found.Under(name(base))
		all.Workloads = append(all.Workloads, found.Workloads...)
		all.Incomplete = append(all.Incomplete, found.Incomplete...)
	}
	return all
}

// root is a directory to read in: all of it, or only some files.
type root struct {
	dir   string
	files []string // relative to dir; nil for all
}

// outermost makes roots of paths: no directory inside another, files by their directory.
func outermost(paths []string) []root {
	var dirs, files []string
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil && info.IsDir() {
			dirs = append(dirs, filepath.Clean(p))
		} else {
			files = append(files, filepath.Clean(p))
		}
	}
	var roots []root
	covered := func(p string, by []string) bool {
		for _, dir := range by {
			if dir != p && strings.HasPrefix(p, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator)) {
				return true
			}
		}
		return false
	}
	seen := map[string]int{}
	for _, dir := range dirs {
		if _, ok := seen[dir]; !ok && !covered(dir, dirs) {
			seen[dir] = len(roots)
			roots = append(roots, root{dir: dir})
		}
	}
	for _, file := range files {
		dir := filepath.Dir(file)
		if covered(file, dirs) {
			continue
		}
		i, ok := seen[dir]
		if !ok {
			i = len(roots)
			seen[dir] = i
			roots = append(roots, root{dir: dir, files: []string{}})
		}
		roots[i].files = append(roots[i].files, filepath.Base(file))
	}
	return roots
}

// loadTree reads one root. What cannot be listed is told by the scan of the texts.
func loadTree(at root, skip func(string) bool) Manifests {
	handle, err := os.OpenRoot(at.dir)
	if err != nil {
		return Manifests{Incomplete: []finding.Incomplete{{Path: ".", Reason: "manifests: " + plainError(err).Error()}}}
	}
	defer handle.Close()
	tree := handle.FS()
	files := at.files
	if files == nil {
		files = listTree(tree, func(p string) bool { return skip != nil && skip(filepath.Join(at.dir, filepath.FromSlash(p))) })
	}
	return ReadManifests(tree, files)
}

// dependencies are directories of other people's code, which deploys nothing of ours.
var dependencies = map[string]bool{".git": true, "node_modules": true, "vendor": true, ".venv": true, "venv": true, ".terraform": true}

// listTree lists the regular files that may be manifests.
func listTree(tree fs.FS, skip func(string) bool) []string {
	var files []string
	_ = fs.WalkDir(tree, ".", func(p string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case p != "." && skip(p), entry.IsDir() && dependencies[entry.Name()]:
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.Type().IsRegular() && mayBeManifest(p):
			files = append(files, p)
		}
		return nil
	})
	return files
}

// mayBeManifest is the cheap test by name for all kinds.
func mayBeManifest(file string) bool {
	base := path.Base(file)
	switch strings.ToLower(path.Ext(base)) {
	case ".yml", ".yaml", ".json", ".service", ".container", ".conf", ".sh", ".bash":
		return true
	}
	return isEnvFile(file) || strings.HasPrefix(base, "Procfile") || base == "Makefile" || base == "justfile" || isKustomization(file)
}
