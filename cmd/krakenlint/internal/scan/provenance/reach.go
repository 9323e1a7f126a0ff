package provenance

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
)

// Tips are the ids from which commits are held.
type Tips struct {
	head   odb.ID
	byHold [ByNothing][]odb.ID
}

// Digest changes when a ref, HEAD or a reflog does.
func (t Tips) Digest() string {
	sum := sha256.New()
	sum.Write(t.head[:])
	for hold, ids := range t.byHold {
		fmt.Fprintf(sum, "%d:%d:", hold, len(ids))
		for _, id := range ids {
			sum.Write(id[:])
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// ReadTips asks git for all refs, which may be kept in several ways, and reads the reflogs.
func ReadTips(ctx context.Context, repo *git.Repo, s *odb.Store) (Tips, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var t Tips
	out, err := repo.Output(ctx, "for-each-ref", "--format=%(objectname) %(refname)")
	if err != nil {
		return t, err
	}
	for line := range strings.Lines(string(out)) {
		hex, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		hold := ByRef
		if name == "refs/stash" {
			hold = ByStash
		}
		t.add(hold, hex)
	}
	if head, err := repo.Output(ctx, "rev-parse", "--verify", "--quiet", "HEAD"); err == nil {
		t.head, _ = odb.ParseID(strings.TrimSpace(string(head)))
		t.add(ByRef, t.head.String())
	}
	if others, err := repo.Output(ctx, "worktree", "list", "--porcelain"); err == nil {
		for line := range strings.Lines(string(others)) {
			if hex, ok := strings.CutPrefix(strings.TrimSpace(line), "HEAD "); ok {
				t.add(ByRef, hex)
			}
		}
	}
	t.readReflogs(s.Common)
	if s.GitDir != s.Common {
		t.readReflogs(s.GitDir)
	}
	return t, nil
}

func (t *Tips) add(hold Reach, hex string) {
	if id, err := odb.ParseID(hex); err == nil {
		t.byHold[hold] = append(t.byHold[hold], id)
	}
}

// readReflogs reads the ids that refs once had, from the files below logs.
func (t *Tips) readReflogs(gitDir string) {
	logs := filepath.Join(gitDir, "logs")
	_ = filepath.WalkDir(logs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil //nolint:nilerr // no reflog, no commits held by it
		}
		f, err := os.Open(path)
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		defer f.Close()
		hold := ByReflog
		if strings.HasSuffix(filepath.ToSlash(path), "/refs/stash") {
			hold = ByStash
		}
		for lines := bufio.NewScanner(f); lines.Scan(); {
			for i, hex := range bytes.Fields(lines.Bytes()) {
				if i < 2 {
					t.add(hold, string(hex))
				}
			}
		}
		return nil
	})
}

// reach notes for each commit what holds it.
func (g *graph) reach(t Tips) {
	for i := range g.commits {
		g.commits[i].reach = ByNothing
	}
	for hold := ByRef; hold < ByNothing; hold++ {
		var todo []int32
		for _, id := range t.byHold[hold] {
			if n, ok := g.commitOf[g.peel(id)]; ok {
				todo = append(todo, n)
			}
		}
		for len(todo) > 0 {
			c := &g.commits[todo[len(todo)-1]]
			todo = todo[:len(todo)-1]
			if c.reach > hold {
				c.reach = hold
				todo = append(todo, c.parents...)
			}
		}
	}
}

// peel follows tags to what they tag in the end.
func (g *graph) peel(id odb.ID) odb.ID {
	for range len(g.tags) + 1 {
		target, ok := g.tags[id]
		if !ok {
			break
		}
		id = target
	}
	return id
}

// historyOf marks a commit and all its ancestors.
func (g *graph) historyOf(id odb.ID) []bool {
	passed := make([]bool, len(g.commits))
	n, ok := g.commitOf[g.peel(id)]
	if !ok {
		return passed
	}
	for todo := []int32{n}; len(todo) > 0; {
		n, todo = todo[len(todo)-1], todo[:len(todo)-1]
		if !passed[n] {
			passed[n] = true
			todo = append(todo, g.commits[n].parents...)
		}
	}
	return passed
}

// inHead gives the wanted blobs that a commit has.
func (g *graph) inHead(head odb.ID) map[int32]bool {
	found := map[int32]bool{}
	n, ok := g.commitOf[head]
	if !ok || g.commits[n].tree < 0 {
		return found
	}
	seen := map[int32]bool{}
	for todo := []int32{g.commits[n].tree}; len(todo) > 0; {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[t] {
			continue
		}
		seen[t] = true
		for _, l := range g.trees[t].entries {
			if l.isBlob() {
				found[^l.target] = true
			} else {
				todo = append(todo, l.target)
			}
		}
	}
	return found
}
