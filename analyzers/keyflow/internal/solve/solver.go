package solve

import (
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Bounds of an analysis. Real programs stay far below; what exceeds one is reported as
// not analysed completely, never as harmless.
const (
	maxValues  = 4096    // in one node
	maxActs    = 40000   // activations
	maxNodes   = 900000  // variables and fields in them
	stepBudget = 1200000 // nodes handed on and ops evaluated
	maxWork    = 4000000 // values put into nodes: what time and memory go into
	share      = 6       // one part of these is for what is asked of every package: see Hurry
	maxNesting = 8       // inline structs in each other
)

// Solver computes what every variable of a program may hold.
type Solver struct {
	parts  map[int32][]int32 // of each object: see partsOf
	prog   *Program
	depth  int // call sites that a context keeps
	infos  []info
	values map[valueKey]value

	nodes []node
	edges map[uint64]struct{}
	dirty []int32
	queue []inst
	seq   int32

	objects []object
	globals map[string]int32
	acts    []activation
	actKeys map[actKey]int32
	ctxs    []context
	ctxKeys map[context]int32
	sums    map[string]int32 // summary objects by type
	byType  map[string][]int32

	open      bool // unknown callers: fields also carry symbolic values
	Events    []Event
	eventKeys map[Event]struct{}
	late      map[inst]bool // ops that are answered once everything else is known
	guessed   bool          // everything else is known
	fixed     map[value]int32
	scratches map[inst]int32
	siteBase  map[*fn]int32
	nextSite  int32
	waiting   map[waitKey]struct{}
	promotes  map[inst]bool    // calls that go through embedded fields
	nesting   int              // of embedded interfaces on the way to a method
	names     map[int32]string // of package variables, by node
	configs   map[int32]*config
	flags     map[string]bool   // that are declared
	handed    map[int32]bool    // activations that are called with arguments that are not known
	given     map[int32]bool    // objects that code which is not known may have written to
	told      map[int32]*told   // by object
	wirings   map[int32]*wiring // of containers, by object
	sigs      map[value]string  // of functions
	decoded   map[value]bool    // sources that are fields of something decoded
	steps     int
	work      int
	budget    int
	mostWork  int
	mostActs  int
	exhausted bool
	truncated bool
}

// New prepares an analysis. depth is the number of call sites in a context; open says
// that the code may be called by any other.
func New(p *Program, depth int, open bool) *Solver {
	s := &Solver{
		prog: p, depth: depth, open: open, budget: stepBudget,
		values: make(map[valueKey]value), edges: make(map[uint64]struct{}),
		globals: make(map[string]int32), actKeys: make(map[actKey]int32), ctxKeys: make(map[context]int32),
		sums: make(map[string]int32), byType: make(map[string][]int32), eventKeys: make(map[Event]struct{}),
		configs: make(map[int32]*config), flags: make(map[string]bool), handed: make(map[int32]bool), given: make(map[int32]bool), told: make(map[int32]*told), wirings: make(map[int32]*wiring), sigs: make(map[value]string), decoded: make(map[value]bool), late: make(map[inst]bool), fixed: make(map[value]int32),
		scratches: make(map[inst]int32), promotes: make(map[inst]bool), siteBase: make(map[*fn]int32), waiting: make(map[waitKey]struct{}),
	}
	s.mostWork, s.mostActs = maxWork, maxActs
	s.infos = make([]info, 1)
	s.nodes = make([]node, 1)
	s.context(context{})
	return s
}

// Hurry leaves the analysis a share of what one may cost, for questions that are asked of
// every package and not once a program.
func (s *Solver) Hurry() {
	s.budget, s.mostWork, s.mostActs = stepBudget/share, maxWork/share, maxActs/share
}

// Run analyses what can be reached from the given functions. It is false where the
// budget was spent first.
func (s *Solver) Run(roots []string) bool {
	for _, name := range roots {
		if f := s.prog.funcs[name]; f != nil {
			s.root(f)
		}
	}
	s.run()
	for range 20 {
		if s.exhausted || !s.guess() {
			break
		}
		s.run()
	}
	return !s.exhausted && !s.truncated
}

// root activates a function that is called from outside. In an open world its parameters
// may be any object of their types.
func (s *Solver) root(f *fn) {
	act := s.activate(f, -1, 0)
	s.acts[act].root = true
	if s.open {
		s.openParams(act)
	}
}

func (s *Solver) openParams(act int32) {
	f := s.acts[act].fn
	for i, v := range f.Params {
		if i < len(f.Types) && f.Types[i] != "" && s.prog.types[f.Types[i]] != nil {
			s.put(s.node(act, v), s.objects[s.summary(f.Types[i])].self, nowhere)
		}
	}
}

// Roots lists the package initialisers of a program, and main where there is one.
func Roots(pkgs []*ir.Package, tests bool) []string {
	var roots []string
	for _, p := range pkgs {
		for _, f := range p.Funcs {
			if f.Test && !tests {
				continue
			}
			if f.Root || p.Main && f.Name == p.Path+".main" {
				roots = append(roots, f.Name)
			}
		}
	}
	return roots
}

// All lists every function of a package.
func All(p *ir.Package) []string {
	var all []string
	for _, f := range p.Funcs {
		if f.Parent == 0 {
			all = append(all, f.Name)
		}
	}
	return all
}
