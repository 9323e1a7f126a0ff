package extract

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/rules/directive"
)

// unreadable stands for the codes of a directive that is not one. It is no permission, so
// that whoever looks it up complains.
const unreadable = "(unreadable)"

// directives collects the krakenlint:permissions of a file: those in the documentation of
// a function, a variable or a field, or at the end of its line, with its symbol; others
// for the line that they stand on or above.
func (x *extractor) directives(file *ast.File) {
	symbols := x.documented(file)
	for _, group := range file.Comments {
		for _, comment := range group.List {
			codes, found, err := directive.Permissions(comment.Text)
			if !found {
				continue
			}
			if err != nil {
				codes = []string{unreadable}
			}
			for _, symbol := range append(symbols[group], "") {
				x.out.Directives = append(x.out.Directives, ir.Directive{Symbol: symbol, Pos: x.span(comment.Pos(), group.End()), Permissions: codes})
			}
		}
	}
}

// documented maps comments to the symbols of what they are about.
func (x *extractor) documented(file *ast.File) map[*ast.CommentGroup][]string {
	symbols := make(map[*ast.CommentGroup][]string)
	add := func(symbol string, groups ...*ast.CommentGroup) {
		for _, group := range groups {
			if group != nil {
				symbols[group] = append(symbols[group], symbol)
			}
		}
	}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if obj, ok := x.Info.Defs[decl.Name].(*types.Func); ok {
				add(FuncSymbol(obj), decl.Doc)
			}
		case *ast.GenDecl:
			x.documentedSpecs(decl, add)
		}
	}
	return symbols
}

func (x *extractor) documentedSpecs(decl *ast.GenDecl, add func(string, ...*ast.CommentGroup)) {
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				if decl.Tok == token.VAR {
					add(x.path+"."+name.Name, decl.Doc, spec.Doc, spec.Comment)
				}
			}
		case *ast.TypeSpec:
			fields, ok := spec.Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, field := range fields.Fields.List {
				for _, name := range field.Names {
					add(x.path+"."+spec.Name.Name+"."+name.Name, field.Doc, field.Comment)
				}
			}
		}
	}
}
