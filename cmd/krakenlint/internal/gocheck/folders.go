package gocheck

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folder is what matters of a directory here. Names are sorted.
type folder struct {
	dirs   []string // names; links are none
	files  []string // names of the regular Go files
	swig   bool     // there are files for SWIG, which the go command gives to a C compiler
	module bool     // there is a go.mod
}

// folders are the directories that have been read, by path: modules are looked for in them
// first, and files for cgo once the modules are known.
type folders map[string]folder

// at reads a directory, once. One that cannot be read is empty: the text scan reports it.
func (all folders) at(dir string) folder {
	if have, ok := all[dir]; ok {
		return have
	}
	entries, _ := os.ReadDir(dir)
	var f folder
	for _, entry := range entries {
		f.add(dir, entry)
	}
	all[dir] = f
	return f
}

func (f *folder) add(dir string, entry fs.DirEntry) {
	name := entry.Name()
	switch {
	case entry.IsDir():
		f.dirs = append(f.dirs, name)
	case name == "go.mod":
		f.module = isFile(filepath.Join(dir, name))
	case !entry.Type().IsRegular():
	case strings.HasSuffix(name, ".go"):
		f.files = append(f.files, name)
	case strings.HasSuffix(name, ".swig"), strings.HasSuffix(name, ".swigcxx"):
		f.swig = true
	}
}

// below calls visit with every directory from root on down, but for those that enter keeps
// it from.
func (all folders) below(root string, enter func(dir string) bool, visit func(dir string, f folder)) {
	f := all.at(root)
	visit(root, f)
	for _, name := range f.dirs {
		if dir := filepath.Join(root, name); enter(dir) {
			all.below(dir, enter, visit)
		}
	}
}

// goFiles are the paths of a directory's Go files.
func (all folders) goFiles(dir string) []string {
	files := slices.Clone(all.at(dir).files)
	for i, name := range files {
		files[i] = filepath.Join(dir, name)
	}
	return files
}
