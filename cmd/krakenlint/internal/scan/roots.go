package scan

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// rootsOf makes tasks of the paths, without those that are below others.
func rootsOf(paths []string) ([]task, error) {
	var roots []task
	for _, path := range paths {
		resolved, err := filepath.EvalSymlinks(path)
		if err != nil {
			return nil, fmt.Errorf("%w: name a file or a directory", err)
		}
		info, err := os.Stat(resolved)
		if err != nil {
			return nil, err
		}
		switch {
		case info.IsDir():
			roots = append(roots, task{dir: resolved})
		case info.Mode().IsRegular():
			roots = append(roots, task{files: []string{resolved}})
		default:
			return nil, fmt.Errorf("%s is not a regular file: hand it to krakenlint check --stdin", path)
		}
	}
	return outermost(roots), nil
}

// outermost drops the roots that a walk of another one reaches. Sorted, what is below a
// directory stands right behind it.
func outermost(roots []task) []task {
	slices.SortStableFunc(roots, func(a, b task) int { return strings.Compare(a.prefix(), b.prefix()) })
	var kept []task
	for _, root := range roots {
		if n := len(kept); n == 0 || !strings.HasPrefix(root.prefix(), kept[n-1].prefix()) {
			kept = append(kept, root)
		}
	}
	return kept
}

// path is the one path of a root.
func (t task) path() string {
	if t.dir != "" {
		return t.dir
	}
	return t.files[0]
}

// prefix is the absolute path, ending in a separator, so that a directory's is a prefix of
// what is below it.
func (t task) prefix() string {
	path, err := filepath.Abs(t.path())
	if err != nil {
		path = t.path()
	}
	return strings.TrimSuffix(path, slash) + slash
}

const slash = string(filepath.Separator)
