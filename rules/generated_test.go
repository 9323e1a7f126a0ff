package rules

import (
	"cmp"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

const ccxtModule = "github.com/ccxt/ccxt/go/v4@v4.5.33"

// unified are the beginnings of the names of ccxt's methods that may act on an account.
// Others are helpers.
var unified = regexp.MustCompile(`^(?:Private|Fetch[A-Z]|Create|Cancel|Edit|Watch|UnWatch|Withdraw|Transfer|AddMargin|Reduce|Close|Borrow|Repay|Deposit|History|Authenticate|Subscribe|Set(?:Leverage|Margin|Position))`)

// TestGeneratedCalls derives what each method of ccxt's clients asks for from its source,
// by the methods that it calls, and compares it with the table.
func TestGeneratedCalls(t *testing.T) {
	dir := moduleDir(t, ccxtModule)
	for _, exchange := range []struct{ table, client string }{{"ccxt-kraken", "Kraken"}, {"ccxt-krakenfutures", "Krakenfutures"}} {
		source := readExchange(t, dir, exchange.client)
		table, _, err := loadCalls(callsText)
		if err != nil {
			t.Fatal(err)
		}
		got, want := map[string]string{}, map[string]string{}
		for name := range source.names() {
			if unified.MatchString(name) {
				got[name] = strings.Join(source.asks(name), ", ")
			}
		}
		for name, endpoints := range table[exchange.table] {
			want[name] = strings.Join(slices.Sorted(slices.Values(endpoints)), ", ")
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-table +source):\n%s", exchange.table, diff)
		}
	}
}

// moduleDir finds a module in the module cache. Tests use no network.
func moduleDir(t *testing.T, module string) string {
	t.Helper()
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GONOSUMDB=*")
	out, err := cmd.Output()
	var found struct{ Dir string }
	if json.Unmarshal(out, &found) != nil || err != nil || found.Dir == "" {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not in the module cache: go mod download %s", module, module)
		}
		t.Skipf("%s is not in the module cache: go mod download %s", module, module)
	}
	return found.Dir
}

// exchange is the source of one of ccxt's clients: the methods of its types by name, those
// of the most derived one first.
type exchange struct {
	types []map[string]method
	stand map[string]string // endpoints by the method that stands for each, in lower case
	sent  map[string]string // endpoints by what a WebSocket message says
}

// method is what the body of a method mentions.
type method struct{ names, texts []string }

func readExchange(t *testing.T, dir, client string) exchange {
	t.Helper()
	file := strings.ToLower(client)
	base, err := filepath.Glob(filepath.Join(dir, "exchange*.go"))
	if err != nil || len(base) == 0 {
		t.Fatal("no base", err)
	}
	core := []string{filepath.Join(dir, file+".go"), filepath.Join(dir, file+"_api.go"), filepath.Join(dir, file+"_wrapper.go")}
	pro := []string{filepath.Join(dir, "pro", file+".go"), filepath.Join(dir, "pro", file+"_wrapper.go")}
	x := exchange{stand: map[string]string{}, sent: map[string]string{}}
	for _, e := range Endpoints() {
		switch {
		case e.Access == Public || (e.Product == "futures") != (client == "Krakenfutures"):
		case e.Transport == "ws2" || e.Transport == "wsf":
			x.sent[e.method()] = e.Name
		case e.Transport == "rest":
			x.stand[standIn(e)] = e.Name
		}
	}
	x.types = []map[string]method{
		methodsOf(t, pro, client+"Core"), methodsOf(t, core, client+"Core"), methodsOf(t, base, "Exchange"),
		methodsOf(t, pro, client), methodsOf(t, core, client), // these pass on to the others
	}
	return x
}

// standIn is the name that ccxt gives the method for an endpoint, in lower case.
func standIn(e Endpoint) string {
	verb, path := strings.ToLower(e.Verb), strings.ToLower(e.path())
	switch {
	case strings.HasSuffix(path, "/v2/account-log"), strings.HasPrefix(path, "/api/history/v3/") && !strings.HasSuffix(path, "/account-log"):
		return "" // of the other version
	case strings.HasSuffix(path, "/orders/status"):
		verb = "get" // whatever the documentation says
	}
	for _, api := range []struct{ path, name string }{
		{"/0/private/", "privatepost"}, {"/derivatives/api/v3/", "private" + verb}, {"/api/history/v2/", "historyget"}, {"/api/history/v3/", "historyget"},
	} {
		if rest, ok := strings.CutPrefix(path, api.path); ok {
			return api.name + regexp.MustCompile(`[^a-z0-9]`).ReplaceAllString(rest, "")
		}
	}
	return ""
}

func methodsOf(t *testing.T, files []string, receiver string) map[string]method {
	t.Helper()
	found := map[string]method{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil && f.Body != nil && receiverName(f) == receiver {
				found[f.Name.Name] = mentions(f.Body)
			}
		}
	}
	return found
}

func receiverName(f *ast.FuncDecl) string {
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	name, _ := kind.(*ast.Ident)
	return cmp.Or(name, &ast.Ident{}).Name
}

func mentions(body *ast.BlockStmt) (m method) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			m.names = append(m.names, n.Sel.Name)
		case *ast.BasicLit:
			m.texts = append(m.texts, strings.Trim(n.Value, "`\""))
		}
		return true
	})
	return m
}

// names are those of the exported methods.
func (x exchange) names() map[string]bool {
	all := map[string]bool{}
	for _, methods := range x.types {
		for name := range methods {
			if ast.IsExported(name) {
				all[name] = true
			}
		}
	}
	return all
}

// asks follows the calls of a method to the methods that stand for endpoints, and to the
// messages that are sent.
func (x exchange) asks(name string) []string {
	var endpoints []string
	seen := map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		if seen[name] || strings.HasPrefix(name, "Handle") || name == "Client" || name == "InitParent" { // called back with what has come
			return
		}
		seen[name] = true
		if endpoint, ok := x.stand[strings.ToLower(name)]; ok {
			endpoints = append(endpoints, endpoint)
			return
		}
		for i, methods := range x.types {
			m, ok := methods[name]
			if !ok {
				continue
			}
			for _, text := range m.texts {
				if endpoint, ok := x.sent[text]; ok && i == 0 {
					endpoints = append(endpoints, endpoint)
				}
			}
			for _, callee := range m.names {
				follow(callee)
			}
			return
		}
	}
	follow(name)
	slices.Sort(endpoints)
	return slices.Compact(endpoints)
}
