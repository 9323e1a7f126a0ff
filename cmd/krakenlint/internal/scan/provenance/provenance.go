package provenance

import (
	"context"
	"slices"
	"time"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
)

// Reach says by what a commit is still held, the strongest first.
type Reach uint8

// The ways in which a commit is held. What nothing holds stays in the object database, and on a
// server, until it is pruned there.
const (
	ByRef Reach = iota
	ByStash
	ByReflog
	ByNothing
)

// Origin is where a blob came in.
type Origin struct {
	Commit finding.Commit // the oldest that brought it in; no hash if no commit has it
	Order  int            // in which the commits of all origins came, from 0
	More   int            // how many other commits brought it in as well
	InHead bool           // the commit that is checked out has it, under whatever path
	Reach  Reach          // what holds the commit
}

// Find looks up where the blobs with the given ids came in, and what of tips holds them. What is in the history of since, if
// it is not zero, does not count as bringing in. A blob in no commit has an origin without one.
func Find(ctx context.Context, s *odb.Store, tips Tips, ids []odb.ID, since odb.ID) (map[odb.ID]Origin, []finding.Incomplete, error) {
	g := newGraph(ids)
	incomplete, err := s.Walk(ctx, g.visit, odb.Commit, odb.Tree, odb.Tag)
	if err != nil {
		return nil, nil, err
	}
	g.prune()
	g.reach(tips)
	g.order()
	e := &events{graph: g, best: make([]event, len(ids)), more: make([]int, len(ids)), passed: g.historyOf(since)}
	e.collect()
	if e.spent() {
		incomplete = append(incomplete, finding.Incomplete{Path: s.Common, Reason: "trees of the history are too many or too deep: some blobs have no commit named"})
	}
	return e.origins(ids, g.inHead(tips.head)), incomplete, ctx.Err()
}

// origins puts together what was found.
func (e *events) origins(ids []odb.ID, inHead map[int32]bool) map[odb.ID]Origin {
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return e.compare(e.best[a], e.best[b]) })
	all := make(map[odb.ID]Origin, len(ids))
	for n, i := range order {
		o := Origin{Order: n, More: e.more[i], InHead: inHead[int32(i)], Reach: ByNothing}
		if b := e.best[i]; b.path != "" {
			c := &e.commits[b.commit]
			o.Reach = c.reach
			o.Commit = finding.Commit{Hash: c.id.String(), Author: e.authors.text(c.author), Date: c.date(), Path: b.path}
		}
		all[ids[i]] = o
	}
	return all
}

// date writes the author's date as git does with %aI.
func (c *commit) date() string {
	zone := time.FixedZone("", int(c.zone)*60)
	return time.Unix(c.authored, 0).In(zone).Format("2006-01-02T15:04:05-07:00")
}
