package provenance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb/odbtest"
)

func find(t *testing.T, r *odbtest.Repo, since string, ids ...string) map[string]Origin {
	t.Helper()
	repo, err := git.Open(t.Context(), r.Dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := odb.Open(r.Dir, odb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wanted := make([]odb.ID, len(ids))
	for i, id := range ids {
		wanted[i] = parse(t, id)
	}
	var after odb.ID
	if since != "" {
		after = parse(t, since)
	}
	tips, err := ReadTips(t.Context(), repo, s)
	if err != nil {
		t.Fatal(err)
	}
	found, incomplete, err := Find(t.Context(), s, tips, wanted, after)
	if err != nil || len(incomplete) > 0 {
		t.Fatal(incomplete, err)
	}
	all := map[string]Origin{}
	for id, o := range found {
		all[id.String()] = o
	}
	return all
}

func parse(t *testing.T, s string) odb.ID {
	t.Helper()
	id, err := odb.ParseID(strings.TrimSpace(s))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func commitOf(hash, path string) finding.Commit {
	return finding.Commit{Hash: hash, Author: "A U Thor <author@example.com>", Date: "2023-11-14T22:13:20+00:00", Path: path}
}

// TestFind builds one history by hand and asks for blobs in every kind of place.
func TestFind(t *testing.T) {
	r := odbtest.Init(t)
	blob := func(text string) string {
		return strings.TrimSpace(r.GitIn([]byte(text), "hash-object", "-w", "--stdin"))
	}
	r.Write("a/b/c.txt", []byte("kept"))
	r.Write("old.txt", []byte("moved"))
	first := r.Commit("first")
	r.Git("mv", "old.txt", "a/new.txt")
	r.Write("gone.txt", []byte("gone"))
	second := r.Commit("second")
	r.Git("rm", "-q", "gone.txt")
	r.Commit("third")
	r.Git("checkout", "-q", "-b", "side", first)
	r.Write("side.txt", []byte("on a side branch"))
	side := r.Commit("side")
	r.Git("checkout", "-q", "main")
	r.Git("merge", "-q", "--no-ff", "-m", "merge", "side")
	r.Git("checkout", "-q", "--detach")
	r.Write("lost.txt", []byte("only in a reflog"))
	lost := r.Commit("lost")
	r.Git("checkout", "-q", "--detach", "main")
	r.Write("tagged.txt", []byte("only under a tag"))
	tagged := r.Commit("tagged")
	r.Git("tag", "-a", "-m", "v1", "v1")
	r.Git("checkout", "-q", "main")
	r.Write("stashed.txt", []byte("stashed"))
	r.Git("add", "-A")
	r.Git("stash", "-q")
	stash := strings.TrimSpace(r.Git("rev-parse", "stash^2"))
	dangling := blob("in no commit")
	tree := strings.TrimSpace(r.GitIn([]byte("100644 blob "+blob("unreachable")+"\tu.txt\n"), "mktree"))
	unreachable := strings.TrimSpace(r.Git("commit-tree", "-m", "nobody's", tree))
	r.Git("repack", "-adkq")

	want := map[string]Origin{
		blob("kept"):             {Commit: commitOf(first, "a/b/c.txt"), InHead: true},
		blob("moved"):            {Commit: commitOf(first, "old.txt"), More: 1, InHead: true},
		blob("gone"):             {Commit: commitOf(second, "gone.txt")},
		blob("on a side branch"): {Commit: commitOf(side, "side.txt"), InHead: true},
		blob("only in a reflog"): {Commit: commitOf(lost, "lost.txt"), Reach: ByReflog},
		blob("only under a tag"): {Commit: commitOf(tagged, "tagged.txt")},
		blob("stashed"):          {Commit: commitOf(stash, "stashed.txt"), Reach: ByStash},
		blob("unreachable"):      {Commit: commitOf(unreachable, "u.txt"), Reach: ByNothing},
		dangling:                 {Reach: ByNothing},
	}
	var ids []string
	for id := range want {
		ids = append(ids, id)
	}
	if d := cmp.Diff(want, find(t, r, "", ids...), cmpopts.IgnoreFields(Origin{}, "Order")); d != "" {
		t.Error(d)
	}
	got := find(t, r, second, blob("kept"), blob("on a side branch"))
	if got[blob("kept")].Commit.Hash != "" || got[blob("on a side branch")].Commit.Hash != side {
		t.Errorf("since %s: %v", second, got)
	}
}

// TestFindAgrees holds the search to git log on generated histories.
func TestFindAgrees(t *testing.T) {
	for seed := range uint64(4) {
		r := odbtest.Init(t)
		r.History(seed, 120)
		r.Git("repack", "-adfq")
		want := map[string]map[string]bool{} // blob: "commit path" of all that brought it in
		var commit string
		for line := range strings.Lines(r.Git("log", "--all", "--raw", "-c", "--root", "--no-abbrev", "--no-renames", "--format=%H")) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.HasPrefix(line, ":") {
				commit = line
				continue
			}
			meta, path, ok := strings.Cut(line, "\t")
			if fields := strings.Fields(meta); ok {
				id := fields[len(fields)-2]
				if want[id] == nil {
					want[id] = map[string]bool{}
				}
				want[id][commit+" "+path] = true
			}
		}
		var ids []string
		for id := range want {
			if strings.Trim(id, "0") != "" {
				ids = append(ids, id)
			}
		}
		for id, o := range find(t, r, "", ids...) {
			at := fmt.Sprintf("%s %s", o.Commit.Hash, o.Commit.Path)
			if !want[id][at] {
				t.Errorf("seed %d: %s: found at %s; git log has %v", seed, id, at, want[id])
			}
			for other := range want[id] {
				hash, _, _ := strings.Cut(other, " ")
				if hash != o.Commit.Hash && isAncestor(r, hash, o.Commit.Hash) {
					t.Errorf("seed %d: %s: found at %s, though its ancestor %s has it", seed, id, at, other)
				}
			}
		}
	}
}

func isAncestor(r *odbtest.Repo, a, b string) bool {
	return strings.TrimSpace(r.Git("merge-base", a, b)) == a
}

// TestFindInCircles: trees that contain themselves and commits that descend from themselves,
// which only a forged pack has, are gone through once.
func TestFindInCircles(t *testing.T) {
	r := odbtest.Init(t)
	blob, tree, commit := odbtest.Blob("x"), [20]byte{1}, [20]byte{2}
	entry := func(mode, name string, id [20]byte) []byte { return append([]byte(mode+" "+name+"\x00"), id[:]...) }
	r.WritePack(blob,
		odbtest.Entry{ID: tree, Type: 2, Data: append(append(entry("40000", "a", tree), entry("40000", "b", tree)...), entry("100644", "x", blob.ID)...)},
		odbtest.Entry{ID: commit, Type: 1, Data: fmt.Appendf(nil,
			"tree %x\nparent %x\nauthor N <n@example.com> 99999999999999999999 +9999\ncommitter\n\n", tree, commit)},
		odbtest.Entry{ID: [20]byte{3}, Type: 4, Data: fmt.Appendf(nil, "object %x\n", [20]byte{3})})
	got := find(t, r, "", odb.ID(blob.ID).String())
	if len(got) != 1 {
		t.Error(got)
	}
}
