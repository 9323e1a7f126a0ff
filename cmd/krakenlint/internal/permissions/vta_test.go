package permissions_test

import (
	"go/constant"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/cha"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/krakenlint/krakenlint/rules"
)

// beyondVTA says why the analysis finds endpoints that the call graph does not lead to,
// by program. In all of them the name is put together from pieces, which this test's
// simple reading of constants does not do, unless the reason says otherwise.
var beyondVTA = map[string]string{
	"built":       "the path is joined from pieces",
	"commands":    "the methods are called by reflection, by their names",
	"concurrent":  "the function comes out of a channel, in a callback of the standard library",
	"decoded":     "the path is read",
	"digscope":    "the functions are called by reflection",
	"doservices":  "the functions are called by a container that does nothing here",
	"dynamic":     "the name is the caller's",
	"escape":      "the names come through the parameter of Query",
	"funding":     "the verb is decided by the caller",
	"futfeed":     "messages are maps",
	"futfeedargs": "messages are maps",
	"futread":     "the verb is decided by the caller",
	"futws":       "the feeds come out of a slice",
	"futwrite":    "the verb is decided by the caller",
	"fxmodules":   "the functions are called by reflection",
	"gencreated":  "the client finds its endpoints in data",
	"genlater":    "the client finds its endpoints in data",
	"genpro":      "the client finds its endpoints in data",
	"gentwo":      "the client finds its endpoints in data",
	"golobby":     "the functions are called by a container that does nothing here",
	"handed":      "the functions come by reflection and out of an iterator",
	"lambda":      "the handler is called by reflection",
	"promoted":    "messages are structs",
	"raw":         "the path is joined from pieces",
	"reflected":   "the method is called by reflection",
	"renewed":     "the name is the caller's",
	"restypath":   "the path is an argument of the command",
	"sdk":         "the path is joined from pieces",
	"sdkws":       "messages are maps",
	"served":      "the methods are called by the standard library, by their names",
	"server":      "the handler is called by the standard library, through another",
	"settings":    "the path is joined from pieces",
	"signedflag":  "the path is joined from pieces",
	"webcontext":  "the handlers are called by a framework that does nothing here",
	"ws1raw":      "messages are text",
	"unknownbase": "the path is joined from pieces",
	"unknowns":    "messages are structs",
	"ws1template": "the event is the caller's",
	"wsdynamic":   "the method is the caller's",
	"ws2struct":   "messages are structs",
}

// beyondUs lists the endpoints that the call graph alone leads to, by program: a constant
// keeps the code from running.
var beyondUs = map[string][]string{
	"constant": {"/0/private/AddOrder", "/0/private/CancelOrder", "/0/private/Ledgers", "/0/private/Withdraw"},
}

// TestVTA compares the analysis with a whole-program call graph: whatever endpoint the
// graph leads to, the analysis must have found.
func TestVTA(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a call graph of fifty packages")
	}
	root, result := checkReach(t)
	graph := loadGraph(t, root)
	for _, app := range result.Apps {
		name := filepath.Base(app.Dir)
		t.Run(name, func(t *testing.T) {
			ours, theirs := allReached(app.App), graph.endpoints(app.Package)
			if missed := without(theirs, ours); !slices.Equal(missed, beyondUs[name]) {
				t.Errorf("the call graph leads further, to %q; want %q", missed, beyondUs[name])
			}
			more := without(ours, theirs)
			if _, explained := beyondVTA[name]; len(more) > 0 && !explained {
				t.Errorf("the analysis has %q beyond the call graph, and no reason is given", more)
			} else if len(more) == 0 && explained {
				t.Errorf("the analysis has nothing beyond the call graph: take the reason away")
			}
		})
	}
}

// without lists what is in all and not in some.
func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(e string) bool { return slices.Contains(some, e) })
}

// wholeProgram is the SSA form of a module with its call graph. Packages of the standard
// library have no bodies: what is handed to them is taken as called.
type wholeProgram struct {
	program *ssa.Program
	cha     *callgraph.Graph // by type alone: what VTA starts from
}

func loadGraph(t *testing.T, dir string) wholeProgram {
	loaded, err := packages.Load(&packages.Config{Dir: dir, Mode: packages.LoadSyntax | packages.NeedDeps}, "./...")
	if err != nil || packages.PrintErrors(loaded) > 0 {
		t.Fatal("the corpus does not load", err)
	}
	loaded = slices.DeleteFunc(loaded, func(p *packages.Package) bool { return len(p.Syntax) == 0 })
	program, _ := ssautil.Packages(loaded, ssa.InstantiateGenerics)
	program.Build()
	return wholeProgram{program, cha.CallGraph(program)}
}

// endpoints lists the private endpoints that are named by constants in functions that
// the main package reaches.
func (w wholeProgram) endpoints(pkg string) []string {
	main := w.program.ImportedPackage(pkg)
	if main == nil {
		return nil
	}
	roots := []*ssa.Function{main.Func("main"), main.Func("init")}
	graph := w.cha
	for range 3 { // each time less of the other programs' values flows in
		graph = vta.CallGraph(reachable(graph, roots), graph)
	}
	var names []string
	for f := range reachable(graph, roots) {
		names = append(names, namedIn(f)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// reachable follows a call graph.
func reachable(graph *callgraph.Graph, work []*ssa.Function) map[*ssa.Function]bool {
	seen := map[*ssa.Function]bool{}
	work = slices.Clone(work)
	for len(work) > 0 {
		f := work[len(work)-1]
		work = work[:len(work)-1]
		if f == nil || seen[f] {
			continue
		}
		seen[f] = true
		work = append(work, handedOut(f)...)
		if node := graph.Nodes[f]; node != nil {
			for _, edge := range node.Out {
				work = append(work, edge.Callee.Func)
			}
		}
	}
	return seen
}

// handedOut lists the functions that f passes to code without a body.
func handedOut(f *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	for instruction := range instructions(f) {
		call, ok := instruction.(ssa.CallInstruction)
		if !ok {
			continue
		}
		if callee := call.Common().StaticCallee(); callee == nil || len(callee.Blocks) > 0 {
			continue
		}
		for _, argument := range call.Common().Args {
			out = append(out, functionsOf(argument)...)
		}
	}
	return out
}

// functionsOf lists the functions that a value is, or that the methods are which the
// interface has that it is converted to.
func functionsOf(v ssa.Value) []*ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return []*ssa.Function{v}
	case *ssa.MakeClosure:
		return []*ssa.Function{v.Fn.(*ssa.Function)}
	case *ssa.ChangeType:
		return functionsOf(v.X)
	case *ssa.MakeInterface:
		var methods []*ssa.Function
		program := v.Parent().Prog
		wanted := types.NewMethodSet(v.Type())
		for i := range wanted.Len() {
			m := wanted.At(i).Obj()
			methods = append(methods, program.LookupMethod(v.X.Type(), m.Pkg(), m.Name()))
		}
		return append(methods, functionsOf(v.X)...)
	}
	return nil
}

// namedIn lists the private endpoints that constants of f name: paths anywhere, bare
// names where they are passed to the corpus client's own queryPrivate.
func namedIn(f *ssa.Function) []string {
	var names []string
	for instruction := range instructions(f) {
		bare := false
		if call, ok := instruction.(ssa.CallInstruction); ok && call.Common().StaticCallee() != nil {
			bare = call.Common().StaticCallee().Name() == "queryPrivate"
		}
		for _, operand := range instruction.Operands(nil) {
			c, ok := (*operand).(*ssa.Const)
			if !ok || c.Value == nil || c.Value.Kind() != constant.String {
				continue
			}
			text := constant.StringVal(c.Value)
			e, ok := rules.LookupPath("", text)
			if !strings.Contains(text, "/") {
				e, ok = rules.LookupMethod("spot", text)
				ok = ok && bare
			}
			if ok && e.Access != rules.Public && !strings.HasSuffix(e.Name, ")") {
				names = append(names, e.Name)
			}
		}
	}
	return names
}

func instructions(f *ssa.Function) func(yield func(ssa.Instruction) bool) {
	return func(yield func(ssa.Instruction) bool) {
		for _, block := range f.Blocks {
			for _, instruction := range block.Instrs {
				if !yield(instruction) {
					return
				}
			}
		}
	}
}
