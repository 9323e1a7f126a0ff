package lenient

import (
	"go/build"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
	"golang.org/x/tools/go/packages"
)

// scope resolves imports as one module, or the workspace it belongs to, sees them.
type scope struct {
	dir     string            // of the module, or of files without one
	path    string            // the module's path, "" without one
	mains   map[string]string // module path -> directory, of what is worked on
	vendor  string            // directory of vendored packages, "" without one
	modules map[string]string // module path -> directory, of dependencies
}

// scopeOf finds the module of a directory. Files without a module have a scope too, in
// which only the standard library resolves.
func (l *Loader) scopeOf(dir string) *scope {
	root := dir
	if file, ok := upward(dir, "go.mod"); ok {
		root = filepath.Dir(file)
	}
	if have := l.scopes[root]; have != nil {
		return have
	}
	made := &scope{dir: root, mains: map[string]string{}, modules: map[string]string{}}
	l.scopes[root] = made
	l.fill(made)
	return made
}

func (l *Loader) fill(s *scope) {
	versions := map[string]module.Version{}
	s.path = l.addModule(s, s.dir, versions)
	for _, dir := range l.workspace(s.dir) {
		if dir != s.dir {
			l.addModule(s, dir, versions)
		}
	}
	if vendor := filepath.Join(s.dir, "vendor"); isDir(vendor) {
		s.vendor = vendor
	}
	for path, version := range versions {
		if escaped, err := module.EscapePath(version.Path); err == nil {
			if tag, err := module.EscapeVersion(version.Version); err == nil {
				s.modules[path] = filepath.Join(l.cache, filepath.FromSlash(escaped)+"@"+tag)
			}
		}
	}
}

// addModule reads a go.mod into the scope. Of a dependency that two modules of a workspace
// name, the higher version counts, as it does for the go command.
func (l *Loader) addModule(s *scope, dir string, versions map[string]module.Version) string {
	content, err := l.options.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return ""
	}
	file, err := modfile.ParseLax("go.mod", content, nil)
	if err != nil || file.Module == nil {
		return ""
	}
	s.mains[file.Module.Mod.Path] = dir
	for _, require := range file.Require {
		if have, ok := versions[require.Mod.Path]; !ok || semver.Compare(have.Version, require.Mod.Version) < 0 {
			versions[require.Mod.Path] = require.Mod
		}
	}
	// ParseLax, which copes with directives of newer Go, leaves out replacements.
	if strict, err := modfile.Parse("go.mod", content, nil); err == nil {
		s.replace(dir, strict.Replace, versions)
	}
	return file.Module.Mod.Path
}

func (s *scope) replace(dir string, replacements []*modfile.Replace, versions map[string]module.Version) {
	for _, r := range replacements {
		have, required := versions[r.Old.Path]
		if r.Old.Version != "" && (!required || have.Version != r.Old.Version) {
			continue
		}
		if r.New.Version != "" {
			versions[r.Old.Path] = r.New
			continue
		}
		target := filepath.FromSlash(r.New.Path)
		if !filepath.IsAbs(target) {
			target = filepath.Join(dir, target)
		}
		s.modules[r.Old.Path] = target
		delete(versions, r.Old.Path)
	}
}

// workspace lists the modules of the go.work above dir.
func (l *Loader) workspace(dir string) []string {
	path, ok := upward(dir, "go.work")
	if !ok {
		return nil
	}
	content, err := l.options.ReadFile(path)
	if err != nil {
		return nil
	}
	file, err := modfile.ParseWork("go.work", content, nil)
	if err != nil {
		return nil
	}
	var dirs []string
	for _, use := range file.Use {
		used := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(used) {
			used = filepath.Join(filepath.Dir(path), used)
		}
		dirs = append(dirs, filepath.Clean(used))
	}
	return dirs
}

// locate is the directory of an import path.
func (s *scope) locate(path string) (string, bool) {
	if s.vendor != "" && !strings.HasPrefix(path, ".") {
		if dir := filepath.Join(s.vendor, filepath.FromSlash(path)); isDir(dir) {
			return dir, true
		}
	}
	for prefix := path; prefix != "." && prefix != "/"; prefix = parent(prefix) {
		for _, modules := range []map[string]string{s.mains, s.modules} {
			root, ok := modules[prefix]
			if !ok {
				continue
			}
			if dir := filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(path, prefix))); isDir(dir) {
				return dir, true
			}
		}
	}
	return "", false
}

func parent(path string) string {
	at := strings.LastIndexByte(path, '/')
	if at < 0 {
		return "."
	}
	return path[:at]
}

// importPath is what a directory's package is called in this scope.
func (s *scope) importPath(dir string) string {
	rel, err := filepath.Rel(s.dir, dir)
	if err != nil || s.path == "" {
		return "command-line-arguments"
	}
	if rel == "." {
		return s.path
	}
	return s.path + "/" + filepath.ToSlash(rel)
}

func (s *scope) module() *packages.Module {
	if s.path == "" {
		return nil
	}
	return &packages.Module{Path: s.path, Dir: s.dir, Main: true}
}

// moduleCache is where the go command keeps what it has downloaded.
func moduleCache() string {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	return filepath.Join(filepath.SplitList(build.Default.GOPATH + string(filepath.ListSeparator))[0], "pkg", "mod")
}

func upward(dir, name string) (string, bool) {
	for {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
