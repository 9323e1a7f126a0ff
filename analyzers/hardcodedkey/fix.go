package hardcodedkey

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Suggest offers to read the credential from the environment instead. It does so only
// where the code compiles afterwards and means the same: the expression at the place is
// a string that is the credential as it stands, and no constant is needed there.
func Suggest(pass *analysis.Pass, literal keyflow.Literal) (analysis.SuggestedFix, bool) {
	file, path := enclosing(pass, literal)
	if file == nil {
		return analysis.SuggestedFix{}, false
	}
	edits, ok := replace(pass, path)
	if !ok {
		return analysis.SuggestedFix{}, false
	}
	osName, imports, ok := importOS(pass, file, literal.Pos)
	if !ok {
		return analysis.SuggestedFix{}, false
	}
	name := Variable(literal.Kind, literal.Product)
	edits = append(edits, analysis.TextEdit{Pos: literal.Pos, End: literal.End, NewText: []byte(osName + `.Getenv("` + name + `")`)})
	return analysis.SuggestedFix{Message: "read it from the environment variable " + name, TextEdits: append(imports, edits...)}, true
}

// Variable is the environment variable that a fix reads a credential from.
func Variable(kind credential.Kind, product credential.Product) string {
	name := "KRAKEN_"
	if product == credential.Futures {
		name += "FUTURES_"
	}
	if kind == credential.PrivateKey {
		return name + "API_SECRET"
	}
	return name + "API_KEY"
}

// enclosing finds the expression that a literal's place covers, with what is around it,
// innermost first. The file is nil where there is no such expression in this package.
func enclosing(pass *analysis.Pass, literal keyflow.Literal) (*ast.File, []ast.Node) {
	if !literal.Pos.IsValid() {
		return nil, nil
	}
	for _, file := range pass.Files {
		if literal.Pos < file.FileStart || literal.Pos >= file.FileEnd || ast.IsGenerated(file) {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, literal.Pos, literal.End)
		for len(path) > 0 && !isValue(pass, path[0], literal) {
			path = path[1:]
		}
		if len(path) > 0 && path[0].Pos() == literal.Pos && path[0].End() == literal.End {
			return file, path
		}
	}
	return nil, nil
}

// isValue tells whether node is a plain string expression with the credential as value:
// not one that decodes to it, nor a part of it.
func isValue(pass *analysis.Pass, node ast.Node, literal keyflow.Literal) bool {
	expr, ok := node.(ast.Expr)
	if !ok {
		return false
	}
	value := pass.TypesInfo.Types[expr]
	return value.Value != nil && value.Value.Kind() == constant.String && isString(value.Type) &&
		credential.Fingerprint(constant.StringVal(value.Value)) == literal.Fingerprint
}

func isString(t types.Type) bool {
	basic, ok := t.(*types.Basic)
	return ok && (basic.Kind() == types.String || basic.Kind() == types.UntypedString)
}

// replace gives the edits that are needed beside the replacement itself, and false where
// what is around the expression needs a constant.
func replace(pass *analysis.Pass, path []ast.Node) ([]analysis.TextEdit, bool) {
	for i, node := range path[1:] {
		switch node := node.(type) {
		case *ast.ParenExpr:
			continue
		case *ast.BinaryExpr, *ast.Field, *ast.ImportSpec:
			return nil, false
		case *ast.ValueSpec:
			return declared(pass, node, path[i+2:])
		case *ast.CallExpr:
			return nil, isString(typeOf(pass, path[0])) && !isNamedConversion(pass, node)
		default:
			return nil, true
		}
	}
	return nil, false
}

// isNamedConversion holds for Secret("…"): the conversion may stand in a constant or give
// the type that a constant needs, so it is left alone unless it makes bytes.
func isNamedConversion(pass *analysis.Pass, call *ast.CallExpr) bool {
	if !pass.TypesInfo.Types[call.Fun].IsType() {
		return false
	}
	return pass.TypesInfo.Types[call].Value != nil
}

func typeOf(pass *analysis.Pass, node ast.Node) types.Type {
	return pass.TypesInfo.Types[node.(ast.Expr)].Type
}

// declared handles the value of a declaration: nothing more is needed for a variable; a
// constant becomes one where nobody notices.
func declared(pass *analysis.Pass, spec *ast.ValueSpec, outer []ast.Node) ([]analysis.TextEdit, bool) {
	decl, ok := outer[0].(*ast.GenDecl)
	if !ok || decl.Tok == token.VAR {
		return nil, ok
	}
	if decl.Lparen.IsValid() || len(spec.Names) != 1 || !mayVary(pass, spec.Names[0]) {
		return nil, false
	}
	return []analysis.TextEdit{{Pos: decl.TokPos, End: decl.TokPos + token.Pos(len("const")), NewText: []byte("var")}}, true
}

// mayVary tells whether a constant may become a variable: it is a string, not exported
// (or of a main package), used, and nothing that uses it needs a constant.
func mayVary(pass *analysis.Pass, name *ast.Ident) bool {
	object, ok := pass.TypesInfo.Defs[name].(*types.Const)
	if !ok || !isString(object.Type()) || object.Exported() && pass.Pkg.Name() != "main" {
		return false
	}
	used := 0
	for _, file := range pass.Files {
		for _, use := range uses(pass, file, object) {
			if !variableAt(pass, file, use) {
				return false
			}
			used++
		}
	}
	return used > 0
}

func uses(pass *analysis.Pass, file *ast.File, object types.Object) []*ast.Ident {
	var found []*ast.Ident
	ast.Inspect(file, func(node ast.Node) bool {
		if ident, ok := node.(*ast.Ident); ok && pass.TypesInfo.Uses[ident] == object {
			found = append(found, ident)
		}
		return true
	})
	return found
}

// variableAt tells whether a variable of type string could stand where a constant does.
func variableAt(pass *analysis.Pass, file *ast.File, use *ast.Ident) bool {
	if !isString(typeOf(pass, use)) {
		return false
	}
	path, _ := astutil.PathEnclosingInterval(file, use.Pos(), use.End())
	for _, node := range path {
		switch node := node.(type) {
		case *ast.GenDecl:
			return node.Tok == token.VAR
		case *ast.ArrayType, *ast.IndexExpr:
			return false
		case ast.Stmt:
			return true
		}
	}
	return true
}

// importOS gives the name of package os in a file, and the edit that imports it where it
// is missing. It is false where another thing has that name at pos.
func importOS(pass *analysis.Pass, file *ast.File, pos token.Pos) (string, []analysis.TextEdit, bool) {
	name, imported := osImport(file)
	scope := pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return "", nil, false
	}
	_, object := scope.LookupParent(name, pos)
	if imported {
		pkg, ok := object.(*types.PkgName)
		return name, nil, ok && pkg.Imported().Path() == "os"
	}
	if object != nil || pass.Pkg.Scope().Lookup(name) != nil {
		return "", nil, false
	}
	return name, []analysis.TextEdit{addImport(file)}, true
}

func osImport(file *ast.File) (name string, imported bool) {
	for _, spec := range file.Imports {
		if spec.Path.Value != `"os"` {
			continue
		}
		if spec.Name == nil {
			return "os", true
		}
		if spec.Name.Name != "_" && spec.Name.Name != "." {
			return spec.Name.Name, true
		}
	}
	return "os", false
}

// addImport puts os where goimports would: sorted among the imports of the standard
// library, before all others, or behind the package clause where there is no block.
func addImport(file *ast.File) analysis.TextEdit {
	for _, decl := range file.Decls {
		block, ok := decl.(*ast.GenDecl)
		if !ok || block.Tok != token.IMPORT {
			break
		}
		if block.Lparen.IsValid() && len(block.Specs) > 0 {
			return addToBlock(block)
		}
	}
	return insert(file.Name.End(), "\n\nimport \"os\"")
}

func addToBlock(block *ast.GenDecl) analysis.TextEdit {
	var before ast.Spec // the last of the standard library that sorts before os
	for _, spec := range block.Specs {
		path := spec.(*ast.ImportSpec).Path.Value
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
			continue
		}
		if path > `"os"` {
			return insert(spec.Pos(), "\"os\"\n\t")
		}
		before = spec
	}
	if before == nil {
		return insert(block.Specs[0].Pos(), "\"os\"\n\n\t")
	}
	return insert(before.End(), "\n\t\"os\"")
}

func insert(at token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(text)}
}

// merge makes one fix of several, for a diagnostic that stands for all of them. Edits that
// two of them share (the import) are kept once.
func merge(fixes []analysis.SuggestedFix) []analysis.SuggestedFix {
	if len(fixes) < 2 {
		return fixes
	}
	joined := analysis.SuggestedFix{Message: "read them from the environment"}
	for _, fix := range fixes {
		for _, edit := range fix.TextEdits {
			if !slices.ContainsFunc(joined.TextEdits, func(have analysis.TextEdit) bool { return have.Pos == edit.Pos && have.End == edit.End }) {
				joined.TextEdits = append(joined.TextEdits, edit)
			}
		}
	}
	return []analysis.SuggestedFix{joined}
}
