package provenance

import (
	"bytes"
	"cmp"
	"sort"
	"strings"
)

// event is a commit that has a blob under a path where none of its parents has it.
type event struct {
	commit int32
	path   string // "" for no event
}

// Bounds on the comparison of trees. Real histories stay far below.
const (
	maxDepth = 2000
	maxSteps = 300_000_000
)

// events compares each commit with its parents.
type events struct {
	*graph
	best   []event // the first for each wanted blob
	more   []int   // how many others there are
	passed []bool  // commits that do not count
	steps  int
	deep   bool

	commit int32
	seen   map[int32]bool // trees of this commit that were compared
	path   []int32        // names of the directories on the way
}

func (e *events) spent() bool { return e.deep || e.steps > maxSteps }

// collect goes through all commits.
func (e *events) collect() {
	e.seen = map[int32]bool{}
	for i := range e.commits {
		c := &e.commits[i]
		if c.tree < 0 || !e.trees[c.tree].marked || e.passed[i] {
			continue
		}
		e.commit = int32(i)
		clear(e.seen)
		before := make([]int32, 0, len(c.parents))
		for _, p := range c.parents {
			if t := e.commits[p].tree; t >= 0 && e.trees[t].marked {
				before = append(before, t)
			}
		}
		e.compareTrees(c.tree, before)
	}
}

// compareTrees notes what a tree has and the trees in the same place of the parents have not.
func (e *events) compareTrees(t int32, before []int32) {
	if e.seen[t] || e.steps > maxSteps {
		return
	}
	if len(e.path) > maxDepth {
		e.deep = true
		return
	}
	e.seen[t] = true
	for _, l := range e.trees[t].entries {
		same, below := e.inParents(l, before)
		switch {
		case same:
		case l.isBlob():
			e.note(^l.target, l.name)
		default:
			e.path = append(e.path, l.name)
			e.compareTrees(l.target, below)
			e.path = e.path[:len(e.path)-1]
		}
	}
}

// inParents tells whether one of the parents' trees has the same entry, and which subtrees they
// have of that name.
func (e *events) inParents(l link, before []int32) (same bool, below []int32) {
	for _, b := range before {
		e.steps++
		entries := e.trees[b].entries
		at := sort.Search(len(entries), func(i int) bool { return entries[i].name >= l.name })
		for ; at < len(entries) && entries[at].name == l.name; at++ {
			if entries[at] == l {
				return true, nil
			}
			if !entries[at].isBlob() {
				below = append(below, entries[at].target)
			}
		}
	}
	return false, below
}

// note keeps the event if it is the first of its blob.
func (e *events) note(blob, name int32) {
	n := event{e.commit, "?"}
	old := e.best[blob]
	if old.path != "" && old.commit == n.commit {
		return // the same commit has it twice
	}
	if old.path != "" {
		e.more[blob]++
	}
	if e.compare(n, old) >= 0 {
		return
	}
	var path strings.Builder
	for _, dir := range e.path {
		path.WriteString(e.names.text(dir) + "/")
	}
	n.path = path.String() + e.names.text(name)
	e.best[blob] = n
}

// compare orders events: those that are held best first, then the oldest; none comes last.
func (e *events) compare(a, b event) int {
	if a.path == "" || b.path == "" {
		return cmp.Compare(b2i(a.path == ""), b2i(b.path == ""))
	}
	x, y := &e.commits[a.commit], &e.commits[b.commit]
	return cmp.Or(cmp.Compare(x.reach, y.reach), cmp.Compare(x.rank, y.rank), bytes.Compare(x.id[:], y.id[:]))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
