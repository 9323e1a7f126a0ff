package gocheck

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// build is one call of the go command: packages of a module, or of several modules of a
// workspace.
type build struct {
	dir      string   // where the go command runs: of go.mod, or of go.work
	work     string   // the go.work file in use, or "off"
	modules  []string // directories of the modules that take part
	patterns []string // of packages, relative to dir
}

// loose is a directory of Go files that no pattern of the go command matches: without a
// module, or under testdata and the like.
type loose struct{ dir string }

// layout is what there is to analyse below the requested paths.
type layout struct {
	builds     []build
	loose      []loose
	incomplete []finding.Incomplete
}

// discover finds the modules and the loose directories below paths, which are absolute. A
// path inside a module stands for that part of it.
func discover(paths []string, skip func(string) bool, all folders) layout {
	w := walker{folders: all, skip: skip, modules: map[string][]string{}, seen: map[string]bool{}}
	for _, path := range paths {
		w.add(path)
	}
	for _, dir := range w.loose {
		w.out.loose = append(w.out.loose, loose{dir})
	}
	w.group()
	return w.out
}

type walker struct {
	folders
	skip    func(string) bool
	modules map[string][]string // directory of a module -> patterns, relative to it
	loose   []string
	seen    map[string]bool // directories walked
	out     layout
}

// add takes one requested path: a file stands for its directory alone.
func (w *walker) add(path string) {
	info, err := os.Stat(path)
	if err != nil {
		return // the text scan reports it
	}
	if !info.IsDir() {
		w.addFile(path)
		return
	}
	w.walk(path, enclosingModule(path))
}

func (w *walker) addFile(path string) {
	if !strings.HasSuffix(path, ".go") {
		return
	}
	dir := filepath.Dir(path)
	if module := enclosingModule(dir); module != "" && listed(module, dir) {
		w.pattern(module, dir, "")
		return
	}
	w.addLoose(dir)
}

// walk looks for modules and loose directories in the tree at root, which belongs to
// module unless that is empty.
func (w *walker) walk(root, module string) {
	if module != "" && listed(module, root) {
		w.pattern(module, root, "/...")
	}
	w.enter(root, module)
}

func (w *walker) enter(dir, module string) {
	if w.seen[dir] {
		return
	}
	w.seen[dir] = true
	f := w.at(dir)
	if f.module {
		module = dir
		w.pattern(dir, dir, "/...")
	}
	if len(f.files) > 0 && (module == "" || !listed(module, dir)) {
		w.addLoose(dir) // the go command does not come to it
	}
	for _, name := range f.dirs {
		if path := filepath.Join(dir, name); !ignoredDir(name) && (w.skip == nil || !w.skip(path)) {
			w.enter(path, module)
		}
	}
}

func (w *walker) addLoose(dir string) {
	if !slices.Contains(w.loose, dir) {
		w.loose = append(w.loose, dir)
	}
}

func (w *walker) pattern(module, dir, suffix string) {
	rel, err := filepath.Rel(module, dir)
	if err != nil {
		return
	}
	pattern := strings.TrimSuffix("./"+filepath.ToSlash(rel), "/.") + suffix
	if !slices.Contains(w.modules[module], pattern) {
		w.modules[module] = append(w.modules[module], pattern)
	}
}

// group makes builds of the modules: one for each workspace, one for each module outside.
func (w *walker) group() {
	works := map[string]*build{}
	for _, module := range sortedKeys(w.modules) {
		work, err := workspaceOf(module)
		if err != nil {
			w.out.incomplete = append(w.out.incomplete, finding.Incomplete{Path: work, Reason: "go.work cannot be read; its modules are analysed one by one"})
		}
		if work == "" || err != nil {
			w.out.builds = append(w.out.builds, build{dir: module, work: "off", modules: []string{module}, patterns: w.modules[module]})
			continue
		}
		if works[work] == nil {
			works[work] = &build{dir: filepath.Dir(work), work: work}
		}
		join(works[work], module, w.modules[module])
	}
	for _, work := range sortedKeys(works) {
		w.out.builds = append(w.out.builds, *works[work])
	}
}

// join adds a module's patterns to the build of its workspace.
func join(to *build, module string, patterns []string) {
	to.modules = append(to.modules, module)
	rel, err := filepath.Rel(to.dir, module)
	if err != nil {
		return
	}
	for _, pattern := range patterns {
		path := filepath.ToSlash(rel)
		if !strings.HasPrefix(path, "../") && path != ".." {
			path = "./" + path
		}
		to.patterns = append(to.patterns, strings.TrimSuffix(path, "/.")+strings.TrimPrefix(pattern, "."))
	}
}

// workspaceOf is the go.work file that the go command would use for a module, if the
// module is part of it: the nearest one upward. It is empty where there is none.
func workspaceOf(module string) (string, error) {
	path, ok := upward(module, "go.work")
	if !ok {
		return "", nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return path, err
	}
	file, err := modfile.ParseWork(path, content, nil)
	if err != nil {
		return path, fmt.Errorf("reading go.work: %w", err)
	}
	for _, use := range file.Use {
		dir := use.Path
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(path), dir)
		}
		if filepath.Clean(dir) == module {
			return path, nil
		}
	}
	return "", nil
}

// enclosingModule is the directory of the nearest go.mod at or above dir, or "".
func enclosingModule(dir string) string {
	path, ok := upward(dir, "go.mod")
	if !ok {
		return ""
	}
	return filepath.Dir(path)
}

// upward looks for a regular file in dir and the directories above.
func upward(dir, name string) (string, bool) {
	for {
		if path := filepath.Join(dir, name); isFile(path) {
			return path, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// listed tells whether the pattern ./... of a module matches a directory of it.
func listed(module, dir string) bool {
	rel, err := filepath.Rel(module, dir)
	if err != nil {
		return false
	}
	for name := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if name != "." && (name == "testdata" || name == "vendor" || strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".")) {
			return false
		}
	}
	return true
}

// ignoredDir holds for directories where nobody keeps programs of their own.
func ignoredDir(name string) bool {
	return name == "vendor" || name == "node_modules" || strings.HasPrefix(name, ".")
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
