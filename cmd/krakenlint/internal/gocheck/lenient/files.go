package lenient

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"io"
	"os"
	"strings"
)

// sources lists the Go files of a directory, sorted.
func (l *Loader) sources(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasSuffix(name, ".go") && !strings.HasPrefix(name, "_") && !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	return names
}

// open lets the build constraints be read from what the loader reads.
func (l *Loader) open(path string) (io.ReadCloser, error) {
	content, err := l.options.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(content)), nil
}

// ignored tells whether a file bears the constraint that by custom keeps a program out of
// every build, to be run by name.
func ignored(file *ast.File) bool {
	for _, comments := range file.Comments {
		if comments.Pos() > file.Package {
			break
		}
		for _, comment := range comments.List {
			expr, err := constraint.Parse(comment.Text)
			if err == nil && !expr.Eval(func(tag string) bool { return tag != "ignore" }) {
				return true
			}
		}
	}
	return false
}
