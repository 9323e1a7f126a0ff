package gocheck

import (
	"context"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck/lenient"
)

// lenientTimeout bounds the lenient analysis of one build.
const lenientTimeout = 5 * time.Minute

// lenient analyses directories in this process, without the go command.
func (s *session) lenient(ctx context.Context, b build, dirs []string) {
	if len(dirs) == 0 || ctx.Err() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lenientTimeout)
	defer cancel()
	done := make(chan map[string]*unit, 1)
	go func() { done <- s.analyse(ctx, dirs) }()
	select {
	case units := <-done:
		for id, found := range units {
			s.units[b.dir+"\x00"+id] = found
		}
	case <-ctx.Done():
		s.note(b.dir, "analysis gave up: it took too long")
	}
}

// analyse loads directories and runs the unit analyzer over them, dependencies first.
func (s *session) analyse(ctx context.Context, dirs []string) map[string]*unit {
	loader := lenient.New(lenient.Options{ReadFile: s.readFile, Tags: buildTags()})
	var roots []*packages.Package
	for _, dir := range dirs {
		roots = append(roots, loader.Dir(ctx, dir)...)
	}
	roots = withFiles(roots)
	units := map[string]*unit{}
	graph, err := checker.Analyze([]*analysis.Analyzer{unitAnalyzer}, roots, nil)
	if err != nil {
		return units
	}
	for _, action := range graph.Roots {
		if found, ok := action.Result.(*unit); ok {
			units[action.Package.ID+" [lenient "+action.Package.Dir+"]"] = found
		}
	}
	return units
}

// withFiles leaves out packages of which nothing could be read.
func withFiles(all []*packages.Package) []*packages.Package {
	var kept []*packages.Package
	for _, pkg := range all {
		if len(pkg.Syntax) > 0 && pkg.Syntax[0].Package != token.NoPos {
			kept = append(kept, pkg)
		}
	}
	return kept
}

// readFile reads what is analysed: the staged content where there is one.
func (s *session) readFile(path string) ([]byte, error) {
	if content, ok := s.Overlay[path]; ok {
		path = content
	}
	return readLimited(path)
}

// buildTags are those of the user's GOFLAGS.
func buildTags() []string {
	for flag := range strings.FieldsSeq(os.Getenv("GOFLAGS")) {
		if tags, ok := strings.CutPrefix(strings.TrimPrefix(flag, "-"), "-tags="); ok {
			return strings.Split(tags, ",")
		}
	}
	return nil
}

// loose analyses the directories that no module lists. Most hold test data of Go tools in
// their hundreds, so that only those are loaded that speak of Kraken.
func (s *session) loose(ctx context.Context, all []loose) {
	var dirs []string
	for _, l := range all {
		if s.speaks(l.dir) {
			dirs = append(dirs, l.dir)
		}
	}
	s.lenient(ctx, build{}, dirs)
}

// directories lists where the packages of a build are, for when the go command cannot.
func (s *session) directories(b build) []string {
	var dirs []string
	for _, pattern := range b.patterns {
		base, recursive := strings.CutSuffix(pattern, "/...")
		root := filepath.Join(b.dir, filepath.FromSlash(base))
		if !recursive {
			dirs = append(dirs, root)
			continue
		}
		dirs = append(dirs, s.packagesBelow(root)...)
	}
	return dirs
}

// packagesBelow lists the directories of a module that hold Go files.
func (s *session) packagesBelow(root string) []string {
	dirs := map[string]bool{}
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case entry.IsDir() && path != root && (!listed(root, path) || isFile(filepath.Join(path, "go.mod")) || s.Skip != nil && s.Skip(path)):
			return fs.SkipDir
		case !entry.IsDir() && strings.HasSuffix(path, ".go"):
			dirs[filepath.Dir(path)] = true
		}
		return nil
	})
	return sortedKeys(dirs)
}
