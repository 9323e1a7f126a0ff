package solve

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/extract"
)

//go:embed models.tsv
var modelsText string

// model is a row of models.tsv.
type model struct {
	path, name string // of the symbol
	effect     string
	args       []string
}

// models loads the table once. A bad line is a mistake of ours, found by any test.
var models = sync.OnceValue(func() map[string][]*model {
	table, err := parseModels(modelsText)
	if err != nil {
		panic(err)
	}
	return table
})

// parseModels reads the table, by the last element of the path and the name.
func parseModels(text string) (map[string][]*model, error) {
	table := make(map[string][]*model)
	seen := make(map[string]bool)
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 3 {
			return nil, fmt.Errorf("models.tsv:%d: want symbol, effect and arguments, tab-separated", i+1)
		}
		if _, ok := effects[cols[1]]; !ok {
			return nil, fmt.Errorf("models.tsv:%d: unknown effect %q", i+1, cols[1])
		}
		if seen[cols[0]] {
			return nil, fmt.Errorf("models.tsv:%d: %s stands twice", i+1, cols[0])
		}
		seen[cols[0]] = true
		path, name := splitSymbol(cols[0])
		m := &model{path: path, name: name, effect: cols[1], args: strings.Fields(cols[2])}
		table[short(path, name)] = append(table[short(path, name)], m)
	}
	return table, nil
}

// splitSymbol cuts a symbol into the package's path, without a version, and the rest.
func splitSymbol(symbol string) (path, name string) {
	slash := strings.LastIndexByte(symbol, '/')
	if open := strings.IndexAny(symbol, "(["); open >= 0 {
		slash = strings.LastIndexByte(symbol[:open], '/')
	}
	dot := strings.IndexByte(symbol[slash+1:], '.')
	if dot < 0 {
		return symbol, ""
	}
	path, name = symbol[:slash+1+dot], symbol[slash+2+dot:]
	if v, rest, ok := strings.Cut(name, "."); ok && isVersion(v) { // gopkg.in/yaml.v3
		name = rest
	}
	if i := strings.LastIndexByte(path, '/'); i >= 0 && isVersion(path[i+1:]) {
		path = path[:i]
	}
	return path, name
}

func isVersion(s string) bool {
	return len(s) > 1 && s[0] == 'v' && strings.Trim(s[1:], "0123456789") == ""
}

func short(path, name string) string {
	return path[strings.LastIndexByte(path, '/')+1:] + "." + name
}

var modelCache sync.Map // symbol -> *model

// modelled finds the row of a function, or nil.
func modelled(symbol string) *model {
	if m, ok := modelCache.Load(symbol); ok {
		return m.(*model)
	}
	m := findModel(symbol)
	modelCache.Store(symbol, m)
	return m
}

// Modelled tells whether the table has a row for a function.
func Modelled(symbol string) bool {
	return modelled(symbol) != nil || strings.HasPrefix(symbol, "builtin.")
}

func findModel(symbol string) *model {
	path, name := splitSymbol(symbol)
	for _, key := range []string{short(path, name), short(path, "*")} {
		for _, m := range models()[key] {
			if m.path == path || !extract.Standard(m.path) && strings.HasSuffix(path, "/"+m.path) {
				return m
			}
		}
	}
	if rest, ok := strings.CutPrefix(symbol, "builtin.slice:"); ok {
		return &model{effect: "text", args: []string{"slice:" + rest, "0"}}
	}
	return nil
}

// sourceEffects are the effects of functions that bring in values from outside.
var sourceEffects = map[string]bool{
	"source": true, "fill": true, "fillresult": true, "config": true, "secret": true, "secretnamed": true, "flagvalue": true,
	"result": true, "setenv": true, "embedded": true,
}

// IsSource tells whether a function brings in values from outside.
func IsSource(symbol string) bool {
	m := modelled(symbol)
	return m != nil && sourceEffects[m.effect] && (len(m.args) == 0 || m.args[0] != "data")
}

// HasModels tells whether the table knows functions of a package: its source then says
// nothing that matters more.
func HasModels(path string) bool {
	path, _ = splitSymbol(path + ".F")
	return modelledPaths()[lastTwo(path)]
}

var modelledPaths = sync.OnceValue(func() map[string]bool {
	paths := make(map[string]bool)
	for _, rows := range models() {
		for _, m := range rows {
			if strings.Contains(m.path, "/") && !extract.Standard(m.path) {
				paths[lastTwo(m.path)] = true
			}
		}
	}
	return paths
})

// lastTwo are the last two elements of a path.
func lastTwo(path string) string {
	i := strings.LastIndexByte(path, '/')
	if i < 0 {
		return path
	}
	return path[strings.LastIndexByte(path[:i], '/')+1:]
}
