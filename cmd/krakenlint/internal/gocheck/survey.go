package gocheck

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
)

// survey is what a look at the files of a build tells before the go command sees them.
type survey struct {
	cgo bool // there are files for cgo, vendored ones included: the go command would run a C compiler on them
	// apart are the directories with files that the go command passes over: for cgo, which
	// is off then, or kept from every build by //go:build ignore though they speak of Kraken.
	apart []string
}

// surveyed looks at a build's modules, once.
func (s *session) surveyed(b build) survey {
	if have, ok := s.surveys[b.dir+b.work]; ok {
		return have
	}
	var found survey
	for _, module := range b.modules {
		s.look(&found, module)
	}
	slices.Sort(found.apart)
	found.apart = slices.DeleteFunc(slices.Compact(found.apart), func(dir string) bool { return !s.below(dir) })
	s.surveys[b.dir+b.work] = found
	return found
}

func (s *session) look(found *survey, module string) {
	enter := func(dir string) bool { return filepath.Base(dir) != "node_modules" && filepath.Base(dir) != ".git" }
	s.folders.below(module, enter, func(dir string, f folder) {
		found.cgo = found.cgo || f.swig
		for _, file := range s.folders.goFiles(dir) {
			s.lookAt(found, module, file)
		}
	})
}

func (s *session) lookAt(found *survey, module, path string) {
	content, err := s.readFile(path)
	if err != nil {
		return
	}
	cgo := isCgo(content)
	found.cgo = found.cgo || cgo
	dir := filepath.Dir(path)
	if !listed(module, dir) || !cgo && !isIgnored(content) {
		return
	}
	found.apart = append(found.apart, dir)
	if cgo && s.below(dir) {
		s.note(path, "analysed as far as possible: it is for cgo, and no C compiler is run on what is scanned")
	}
}

// isCgo tells whether the go command would give a file to cgo.
func isCgo(content []byte) bool {
	if !bytes.Contains(content, []byte(`"C"`)) && !bytes.Contains(content, []byte("`C`")) {
		return false
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", content, parser.ImportsOnly|parser.SkipObjectResolution)
	return err == nil && slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
		return len(spec.Path.Value) == 3 && spec.Path.Value[1] == 'C'
	})
}

// isIgnored tells whether a file that speaks of Kraken is a program that no build has.
func isIgnored(content []byte) bool {
	return bytes.Contains(content, []byte("//go:build")) && bytes.Contains(content, []byte(ignoreTag)) && speaksOfKraken(content) && needsTag(content, ignoreTag)
}

// ignoreTag is by convention never set.
const ignoreTag = "ignore"

// needsTag tells whether the constraint above a file's package clause keeps it from builds
// without a tag, whatever others are set.
func needsTag(content []byte, tag string) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", content, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return false
	}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if expr, err := constraint.Parse(comment.Text); err == nil && comment.Pos() < file.Package {
				return !expr.Eval(func(other string) bool { return other != tag })
			}
		}
	}
	return false
}

// speaksOfKraken is the gate for what is analysed without the go command asking for it:
// such files exist by the hundred in the test data of Go tools.
func speaksOfKraken(content []byte) bool {
	content = bytes.ToLower(content)
	return slices.ContainsFunc(krakenWords, func(word []byte) bool { return bytes.Contains(content, word) })
}

var krakenWords = [][]byte{[]byte("kraken"), []byte("api-sign"), []byte("authent")}

// speaks tells whether a Go file of a directory speaks of Kraken.
func (s *session) speaks(dir string) bool {
	return slices.ContainsFunc(s.folders.goFiles(dir), func(file string) bool {
		content, err := s.readFile(file)
		return err == nil && speaksOfKraken(content)
	})
}
