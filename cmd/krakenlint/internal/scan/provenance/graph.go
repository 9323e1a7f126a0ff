package provenance

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
)

// graph is what trees and commits say of each other. Objects are numbered as they are first
// heard of; many are, before they are read.
type graph struct {
	mu       sync.Mutex
	wanted   map[odb.ID]int32 // the blobs that are asked for
	treeOf   map[odb.ID]int32
	trees    []tree
	commitOf map[odb.ID]int32
	commits  []commit
	tags     map[odb.ID]odb.ID
	names    interner
	authors  interner
}

// tree lists the subtrees of a tree and the wanted blobs in it.
type tree struct {
	entries []link
	marked  bool // it leads to a wanted blob
}

// link is an entry of a tree. The target is a tree, or, as its complement, a wanted blob.
type link struct{ name, target int32 }

func (l link) isBlob() bool { return l.target < 0 }

// commit is what is kept of a commit.
type commit struct {
	id        odb.ID
	tree      int32 // -1: the commit itself was not read
	parents   []int32
	author    int32
	zone      int16 // of the author's date, minutes east of UTC
	authored  int64 // seconds since 1970
	committed int64
	rank      int64 // the committer's date, moved so that no commit is before its parents
	reach     Reach
}

func newGraph(ids []odb.ID) *graph {
	g := &graph{wanted: map[odb.ID]int32{}, treeOf: map[odb.ID]int32{}, commitOf: map[odb.ID]int32{}, tags: map[odb.ID]odb.ID{}}
	for i, id := range ids {
		g.wanted[id] = int32(i)
	}
	return g
}

// interner numbers texts that come again and again.
type interner struct {
	of    map[string]int32
	texts []string
}

func (n *interner) number(b []byte) int32 {
	if i, ok := n.of[string(b)]; ok {
		return i
	}
	if n.of == nil {
		n.of = map[string]int32{}
	}
	s := string(b)
	n.of[s] = int32(len(n.texts))
	n.texts = append(n.texts, s)
	return n.of[s]
}

func (n *interner) text(i int32) string { return n.texts[i] }

// visit reads a commit, a tree or a tag.
func (g *graph) visit(o odb.Object) error {
	if o.Data == nil { // larger than any real one
		return nil
	}
	switch o.Type {
	case odb.Tree:
		g.readTree(o.ID, o.Data)
	case odb.Commit:
		g.readCommit(o.ID, o.Data)
	case odb.Tag:
		g.readTag(o.ID, o.Data)
	}
	return nil
}

// treeNumber gives the number of a tree; the caller holds the lock.
func (g *graph) treeNumber(id odb.ID) int32 {
	n, ok := g.treeOf[id]
	if !ok {
		n = int32(len(g.trees))
		g.treeOf[id] = n
		g.trees = append(g.trees, tree{})
	}
	return n
}

// commitNumber does the same for a commit.
func (g *graph) commitNumber(id odb.ID) int32 {
	n, ok := g.commitOf[id]
	if !ok {
		n = int32(len(g.commits))
		g.commitOf[id] = n
		g.commits = append(g.commits, commit{id: id, tree: -1})
	}
	return n
}

// readTree keeps the entries that are trees or wanted blobs: "mode name", zero, id.
func (g *graph) readTree(id odb.ID, data []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var kept [64]link
	entries := kept[:0]
	for len(data) > 0 {
		head, rest, ok := bytes.Cut(data, []byte{0})
		mode, name, spaced := bytes.Cut(head, []byte{' '})
		if !ok || !spaced || len(rest) < len(odb.ID{}) {
			break
		}
		target := odb.ID(rest[:len(odb.ID{})])
		data = rest[len(target):]
		switch {
		case len(mode) == 5 && mode[0] == '4':
			entries = append(entries, link{g.names.number(name), g.treeNumber(target)})
		case len(mode) == 6 && mode[1] != '6': // 160000 is a commit of another repository
			if blob, ok := g.wanted[target]; ok {
				entries = append(entries, link{g.names.number(name), ^blob})
			}
		}
	}
	n := g.treeNumber(id)
	g.trees[n].entries = append([]link(nil), entries...)
}

// readCommit reads the header lines up to the committer.
func (g *graph) readCommit(id odb.ID, data []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := g.commitNumber(id)
	c := commit{id: id, tree: -1}
	for len(data) > 0 && data[0] != '\n' {
		line, rest, _ := bytes.Cut(data, []byte{'\n'})
		data = rest
		key, value, _ := bytes.Cut(line, []byte{' '})
		switch string(key) {
		case "tree":
			if t, err := odb.ParseID(string(value)); err == nil {
				c.tree = g.treeNumber(t)
			}
		case "parent":
			if p, err := odb.ParseID(string(value)); err == nil {
				c.parents = append(c.parents, g.commitNumber(p))
			}
		case "author":
			who, seconds, zone := signature(value)
			c.author, c.authored, c.zone = g.authors.number(who), seconds, zone
		case "committer":
			_, c.committed, _ = signature(value)
			data = nil
		}
	}
	g.commits[n] = c
}

// signature splits "Name <address> seconds zone"; dates that make no sense are 1970.
func signature(b []byte) (who []byte, seconds int64, zone int16) {
	end := bytes.LastIndexByte(b, '>') + 1
	who = bytes.ToValidUTF8(b[:end], []byte("\uFFFD"))
	fields := strings.Fields(string(b[end:]))
	if len(fields) != 2 {
		return who, 0, 0
	}
	const year9999 = 253402300799
	if seconds, _ = strconv.ParseInt(fields[0], 10, 64); seconds < 0 || seconds > year9999 {
		seconds = 0
	}
	if hhmm, err := strconv.ParseInt(fields[1], 10, 16); err == nil && -1400 <= hhmm && hhmm <= 1400 {
		zone = int16(hhmm/100*60 + hhmm%100)
	}
	return who, seconds, zone
}

// readTag notes what an annotated tag points at.
func (g *graph) readTag(id odb.ID, data []byte) {
	line, _, _ := bytes.Cut(data, []byte{'\n'})
	value, ok := bytes.CutPrefix(line, []byte("object "))
	if target, err := odb.ParseID(string(value)); ok && err == nil {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.tags[id] = target
	}
}

// prune marks the trees that lead to a wanted blob, forgets all links to others, and sorts the
// rest by the number of the name.
func (g *graph) prune() {
	for changed := true; changed; {
		changed = false
		for i := range g.trees {
			if t := &g.trees[i]; !t.marked && g.leads(t) {
				t.marked, changed = true, true
			}
		}
	}
	for i := range g.trees {
		t := &g.trees[i]
		kept := t.entries[:0]
		for _, l := range t.entries {
			if l.isBlob() || g.trees[l.target].marked {
				kept = append(kept, l)
			}
		}
		slices.SortFunc(kept, func(a, b link) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.target, b.target)) })
		t.entries = slices.Compact(kept)
	}
}

func (g *graph) leads(t *tree) bool {
	for _, l := range t.entries {
		if l.isBlob() || g.trees[l.target].marked {
			return true
		}
	}
	return false
}

// order ranks commits by date such that none comes before its parents, whatever their clocks
// said.
func (g *graph) order() {
	open := make([]int32, len(g.commits)) // parents without a rank yet
	children := make([][]int32, len(g.commits))
	var ready []int32
	for i := range g.commits {
		c := &g.commits[i]
		c.rank = c.committed
		open[i] = int32(len(c.parents))
		for _, p := range c.parents {
			children[p] = append(children[p], int32(i))
		}
		if len(c.parents) == 0 {
			ready = append(ready, int32(i))
		}
	}
	for len(ready) > 0 {
		i := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		for _, k := range children[i] {
			c := &g.commits[k]
			c.rank = max(c.rank, g.commits[i].rank+1)
			if open[k]--; open[k] == 0 {
				ready = append(ready, k)
			}
		}
	}
}
