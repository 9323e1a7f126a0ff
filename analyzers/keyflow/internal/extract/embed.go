package extract

import (
	"go/ast"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// maxEmbedded bounds the files of one package that are read for //go:embed.
const maxEmbedded = 64

// embeds lets the variables that //go:embed fills hold the contents of the files.
func (x *extractor) embeds(decl *ast.GenDecl) {
	if decl.Tok != token.VAR {
		return
	}
	for _, spec := range decl.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok || len(vs.Names) != 1 {
			continue
		}
		patterns := embedPatterns(vs.Doc)
		if len(decl.Specs) == 1 {
			patterns = append(patterns, embedPatterns(decl.Doc)...)
		}
		if obj := x.Info.Defs[vs.Names[0]]; obj != nil && len(patterns) > 0 {
			x.inits.embed(obj, vs, patterns)
		}
	}
}

// embedPatterns are the patterns of a declaration's //go:embed lines.
func embedPatterns(doc *ast.CommentGroup) []string {
	if doc == nil {
		return nil
	}
	var patterns []string
	for _, c := range doc.List {
		if rest, ok := strings.CutPrefix(c.Text, "//go:embed "); ok {
			for _, p := range strings.Fields(rest) {
				patterns = append(patterns, strings.TrimPrefix(strings.Trim(p, "\"`"), "all:"))
			}
		}
	}
	return patterns
}

// embed gives a string the text of its file, and an embed.FS an element for each file.
func (b *funcBuilder) embed(obj types.Object, at ast.Node, patterns []string) {
	dir := filepath.Dir(b.Fset.PositionFor(at.Pos(), false).Filename)
	v := b.variable(obj)
	isText := classify(obj.Type()) == text
	for _, name := range embedded(dir, patterns) {
		data, err := b.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || len(data) > maxConstant {
			continue
		}
		b.mark(string(data))
		value := b.newVar()
		b.emit(ir.Op{Kind: ir.Const, Dst: value, Text: string(data), Pos: b.filePos(filepath.Join(dir, filepath.FromSlash(name)))})
		if isText {
			b.copy(v, value)
			return
		}
		b.emit(ir.Op{Kind: ir.Store, A: v, Text: "[=" + name, B: value, Pos: b.pos(at)})
	}
}

// filePos is the start of a file that is not Go.
func (x *extractor) filePos(name string) ir.Pos {
	file, ok := x.files[name]
	if !ok {
		file = int32(len(x.out.Files))
		x.files[name] = file
		x.out.Files = append(x.out.Files, name)
	}
	return ir.Pos{File: file, Line: 1, Col: 1, EndLine: 1, EndCol: 1}
}

// embedded lists the files that patterns match, relative to the package's directory and
// never outside it.
func embedded(dir string, patterns []string) []string {
	var names []string
	for _, p := range patterns {
		if !fs.ValidPath(p) {
			continue
		}
		matches, _ := filepath.Glob(filepath.Join(dir, filepath.FromSlash(p)))
		for _, m := range matches {
			_ = filepath.WalkDir(m, func(path string, d fs.DirEntry, err error) error {
				if err != nil || len(names) >= maxEmbedded {
					return filepath.SkipAll
				}
				if rel, err := filepath.Rel(dir, path); err == nil && d.Type().IsRegular() {
					names = append(names, filepath.ToSlash(rel))
				}
				return nil
			})
		}
	}
	return names
}
