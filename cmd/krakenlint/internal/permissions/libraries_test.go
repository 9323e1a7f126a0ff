package permissions_test

import (
	"context"
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
)

// library is a table of testdata/libraries: what the methods of a public client ask for.
type library struct {
	module  string   // path and version
	imports []string // name and path
	client  string   // type of the client, " = ", expression that makes one from the variables key and secret
	helper  string   // declarations that the expression needs
	always  []string // endpoints that making the client asks for
	methods map[string][]string
}

func readLibrary(t *testing.T, file string) library {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lib := library{methods: map[string][]string{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		name, rest, ok := strings.Cut(line, "\t")
		switch {
		case strings.HasPrefix(line, "#"):
		case !ok || lib.methods[name] != nil:
			t.Fatalf("%s: bad line or repeated method %q", file, line)
		case name == "module":
			lib.module = rest
		case name == "import":
			lib.imports = append(lib.imports, rest)
		case name == "client":
			lib.client = rest
		case name == "helper":
			lib.helper = rest
		case name == "always":
			lib.always = strings.Fields(rest)
		default:
			lib.methods[name] = strings.Fields(rest)
		}
	}
	return lib
}

// TestLibraries derives what each exported method of real clients asks for, from a
// program for each method, and compares it with the tables. The modules must be in the
// module cache, for tests use no network: testdata/ci/libraries puts them there.
func TestLibraries(t *testing.T) { eachLibrary(t, checkLibrary) }

func eachLibrary(t *testing.T, check func(*testing.T, library)) {
	if testing.Short() {
		t.Skip("analyses libraries with all they import")
	}
	tables, err := filepath.Glob("../../../../testdata/libraries/*.tsv")
	if err != nil || len(tables) == 0 {
		t.Fatal("no tables", err)
	}
	for _, table := range tables {
		t.Run(strings.TrimSuffix(filepath.Base(table), ".tsv"), func(t *testing.T) {
			check(t, readLibrary(t, table))
		})
	}
}

func checkLibrary(t *testing.T, lib library) {
	dir := lib.newModule(t)
	methods := lib.load(t, dir)
	for _, m := range methods {
		lib.writeProgram(t, dir, m)
	}
	result, err := gocheck.Check(context.Background(), gocheck.Request{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	for _, incomplete := range result.Incomplete {
		t.Errorf("%s: %s", incomplete.Path, incomplete.Reason)
	}
	got, want := map[string][]string{}, map[string][]string{}
	for _, app := range result.Apps {
		got[filepath.Base(app.Dir)] = allReached(app.App)
	}
	for _, m := range methods {
		want[m.Name()] = append(slices.Clone(lib.always), lib.methods[m.Name()]...)
		slices.Sort(want[m.Name()])
		delete(lib.methods, m.Name())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for name := range lib.methods {
		t.Errorf("the client has no method %s", name)
	}
}

func allReached(app keyflow.App) []string {
	var all []string
	for _, key := range app.Keys {
		all = append(all, reached(key)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// newModule makes a module that requires the library. Where that is not in the module
// cache the test is skipped, but not in CI, which has put it there.
func (lib library) newModule(t *testing.T) string {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "go.mod"), "module example.com/programs\n\ngo 1.24\n\nrequire "+lib.module+"\n")
	write(t, filepath.Join(dir, "probe", "probe.go"), lib.program("probe", "", ""))
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOPROXY", "off")
	t.Setenv("GONOSUMDB", "*")
	t.Setenv("GOTOOLCHAIN", "local")
	build := exec.Command("go", "build", "./probe") // fills in go.mod and go.sum
	build.Dir = dir
	if out, err := build.CombinedOutput(); strings.Contains(string(out), "GOPROXY=off") && os.Getenv("CI") == "" {
		t.Skipf("%s, or what it needs, is not in the module cache: %s", lib.module, out)
	} else if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Setenv("GOFLAGS", "-mod=readonly")
	return dir
}

// load type-checks the probe and lists the exported methods of the client.
func (lib library) load(t *testing.T, dir string) []*types.Func {
	config := &packages.Config{Dir: dir, Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedSyntax}
	loaded, err := packages.Load(config, "./probe")
	if err != nil || packages.PrintErrors(loaded) > 0 {
		t.Fatal("the probe does not load", err)
	}
	client := loaded[0].Types.Scope().Lookup("client").Type().(*types.Signature).Results().At(0).Type()
	set := types.NewMethodSet(client)
	var methods []*types.Func
	for i := range set.Len() {
		if m, ok := set.At(i).Obj().(*types.Func); ok && m.Exported() {
			methods = append(methods, m)
		}
	}
	return methods
}

// writeProgram makes the program that calls one method. Arguments are zero values, and
// strings that are not known.
func (lib library) writeProgram(t *testing.T, dir string, method *types.Func) {
	var arguments, imports []string
	qualify := func(p *types.Package) string {
		imports = append(imports, p.Name()+" "+p.Path())
		return p.Name()
	}
	params := method.Signature().Params()
	for i := range params.Len() {
		kind := params.At(i).Type()
		switch {
		case method.Signature().Variadic() && i == params.Len()-1:
		case types.Identical(kind, types.Typ[types.String]):
			arguments = append(arguments, "os.Args[1]")
		case isStruct(kind):
			arguments = append(arguments, types.TypeString(kind, qualify)+"{}")
		default:
			arguments = append(arguments, "*new("+types.TypeString(kind, qualify)+")")
		}
	}
	lib.imports = append(slices.Clone(lib.imports), imports...)
	call := fmt.Sprintf("client(os.Getenv(\"KEY\"), os.Getenv(\"SECRET\")).%s(%s)", method.Name(), strings.Join(arguments, ", "))
	write(t, filepath.Join(dir, method.Name(), "main.go"), lib.program("main", "func main() { "+call+" }", "os os"))
}

func isStruct(t types.Type) bool {
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

func (lib library) program(pkg, body, extra string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "package %s\n\nimport (\n", pkg)
	imports := slices.Clone(lib.imports)
	if extra != "" {
		imports = append(imports, extra)
	}
	slices.Sort(imports)
	for _, i := range slices.Compact(imports) {
		name, path, _ := strings.Cut(i, " ")
		fmt.Fprintf(&text, "\t%s %q\n", name, path)
	}
	result, expression, _ := strings.Cut(lib.client, " = ")
	fmt.Fprintf(&text, ")\n\n%s\n\nfunc client(key, secret string) %s { return %s }\n\n%s\n", lib.helper, result, expression, body)
	return text.String()
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
