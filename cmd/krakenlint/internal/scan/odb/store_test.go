package odb

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb/odbtest"
)

// collected is what a walk visited, by id, in the form "type size".
type collected struct {
	mu      sync.Mutex
	objects map[string]string
	errs    []error
}

var typeNames = map[Type]string{Commit: "commit", Tree: "tree", Blob: "blob", Tag: "tag"}

// visit checks that the data is that of the id.
func (c *collected) visit(o Object) error {
	data := o.Data
	if o.Open != nil {
		r, err := o.Open()
		if err != nil {
			return err
		}
		defer r.Close()
		if data, err = io.ReadAll(r); err != nil {
			return err
		}
	}
	sum := sha1.New()
	fmt.Fprintf(sum, "%s %d\x00%s", typeNames[o.Type], len(data), data)
	c.mu.Lock()
	defer c.mu.Unlock()
	if ID(sum.Sum(nil)) != o.ID || int64(len(data)) != o.Size {
		c.errs = append(c.errs, fmt.Errorf("%s is visited with other data", o.ID))
	}
	if c.objects[o.ID.String()] != "" {
		c.errs = append(c.errs, fmt.Errorf("%s is visited twice", o.ID))
	}
	c.objects[o.ID.String()] = fmt.Sprintf("%s %d", typeNames[o.Type], o.Size)
	return nil
}

// walkAll reads all objects.
func walkAll(t *testing.T, dir string, options Options) (map[string]string, []finding.Incomplete, error) {
	t.Helper()
	if repo, err := git.Open(t.Context(), dir); err == nil {
		options.Git = repo
	}
	s, err := Open(dir, options)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	c := &collected{objects: map[string]string{}}
	incomplete, err := s.Walk(context.Background(), c.visit, Commit, Tree, Blob, Tag)
	for _, e := range c.errs {
		t.Error(e)
	}
	return c.objects, incomplete, err
}

// gitObjects asks git for the same.
func gitObjects(t *testing.T, r *odbtest.Repo) map[string]string {
	t.Helper()
	all := map[string]string{}
	for line := range strings.Lines(r.Git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype) %(objectsize)")) {
		id, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		all[id] = rest
	}
	return all
}

// layouts are ways in which the same history can lie on disk. Each gives the repository to read.
var layouts = []struct {
	name string
	make func(t *testing.T, r *odbtest.Repo) *odbtest.Repo
}{
	{"as imported", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo { return r }},
	{"repacked", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		r.Git("repack", "-adfq", "--depth=50", "--window=50")
		return r
	}},
	{"bases by id", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		r.Git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq")
		return r
	}},
	{"bitmaps and commit-graph", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		r.Git("repack", "-adbq")
		r.Git("commit-graph", "write", "--reachable")
		return r
	}},
	{"loose", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		unpack(t, r)
		return r
	}},
	{"packs that overlap", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		overlap(t, r)
		return r
	}},
	{"wide offsets", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		r.Git("repack", "-adq")
		path := r.Glob(".git/objects/pack/*.pack")
		must(t, os.Remove(indexOf(path)))
		r.Git("index-pack", "--index-version=2,0x200", path)
		return r
	}},
	{"alternates", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		r.Git("repack", "-adq")
		clone := filepath.Join(t.TempDir(), "clone")
		r.Git("clone", "-q", "--shared", ".", clone)
		c := odbtest.At(t, clone)
		c.Write("new.txt", []byte("only in the clone"))
		c.Commit("new")
		return c
	}},
	{"alternates in a circle", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		clone := filepath.Join(t.TempDir(), "clone")
		r.Git("clone", "-q", "--shared", ".", clone)
		r.Write(".git/objects/info/alternates", []byte("../../.git/objects\n# none\n"+filepath.Join(clone, ".git/objects")+"\n"))
		return odbtest.At(t, clone)
	}},
	{"bare", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		clone := filepath.Join(t.TempDir(), "clone.git")
		r.Git("clone", "-q", "--bare", ".", clone)
		return odbtest.At(t, clone)
	}},
	{"worktree", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		tree := filepath.Join(t.TempDir(), "tree")
		r.Git("worktree", "add", "-q", "-b", "other", tree, "main")
		w := odbtest.At(t, tree)
		w.Write("new.txt", []byte("only in the worktree"))
		w.Commit("new")
		return w
	}},
	{"stash, tag and what nothing refers to", func(t *testing.T, r *odbtest.Repo) *odbtest.Repo {
		r.Git("reset", "-q", "--hard")
		r.Write("file", []byte("stashed"))
		r.Git("add", "-A")
		r.Git("stash", "-q")
		r.Git("tag", "-a", "-m", "v1", "v1")
		r.GitIn([]byte("dangling"), "hash-object", "-w", "--stdin")
		r.Git("gc", "-q")
		return r
	}},
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// unpack makes all objects loose.
func unpack(t *testing.T, r *odbtest.Repo) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(r.Dir, ".git/objects/pack/*.pack"))
	must(t, err)
	away := t.TempDir()
	for _, path := range list {
		must(t, os.Rename(path, filepath.Join(away, "pack")))
		must(t, os.Remove(indexOf(path)))
		data, err := os.ReadFile(filepath.Join(away, "pack"))
		must(t, err)
		r.GitIn(data, "unpack-objects", "-q")
	}
}

// overlap makes three packs that share objects.
func overlap(t *testing.T, r *odbtest.Repo) {
	t.Helper()
	r.Git("repack", "-adq")
	ids := strings.Fields(r.Git("rev-list", "--objects", "--no-object-names", "main"))
	third := len(ids) / 3
	pack := filepath.Join(r.Dir, ".git/objects/pack/pack")
	for _, part := range [][]string{ids[:2*third], ids[third:]} {
		r.GitIn([]byte(strings.Join(part, "\n")), "pack-objects", "-q", "--delta-base-offset", pack)
	}
}

// inEveryLayout tests a history of so many commits as it may lie on disk.
func inEveryLayout(t *testing.T, seed uint64, commits int, test func(*testing.T, *odbtest.Repo)) {
	for _, layout := range layouts {
		t.Run(layout.name, func(t *testing.T) {
			t.Parallel()
			r := odbtest.Init(t)
			r.History(seed, commits)
			test(t, layout.make(t, r))
		})
	}
}

// TestWalk holds the reader to git on every layout, with and without room for what it builds.
func TestWalk(t *testing.T) {
	inEveryLayout(t, 1, 60, func(t *testing.T, r *odbtest.Repo) {
		want := gitObjects(t, r)
		for _, options := range []Options{{}, {Jobs: 3}, {Large: 4000}} {
			got, incomplete, err := walkAll(t, r.Dir, options)
			if err != nil || len(incomplete) > 0 {
				t.Errorf("%+v: %v, %v", options, incomplete, err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%+v: objects differ (-git +here):\n%s", options, d)
			}
		}
	})
}

// TestGet reads every blob by itself, and nothing else.
func TestGet(t *testing.T) {
	inEveryLayout(t, 4, 30, func(t *testing.T, r *odbtest.Repo) {
		s, err := Open(r.Dir, Options{})
		must(t, err)
		defer s.Close()
		for name, what := range gitObjects(t, r) {
			id, err := ParseID(name)
			must(t, err)
			o, err := s.Get(id)
			if size, blob := strings.CutPrefix(what, "blob "); !blob {
				if err == nil {
					t.Errorf("%s is read as a blob, and is a %s", id, what)
				}
			} else if err != nil || blobID(o.Data) != id || fmt.Sprint(o.Size) != size {
				t.Errorf("%s: %d bytes, %v; want %s", id, o.Size, err, what)
			}
		}
		if _, err := s.Get(ID{1}); err == nil {
			t.Error("an object that is not there is read")
		}
	})
}

// TestWalkInLittleMemory makes every base give way, so that it is built again.
func TestWalkInLittleMemory(t *testing.T) {
	r := odbtest.Init(t)
	r.History(2, 80)
	r.Git("repack", "-adfq", "--depth=50", "--window=50")
	s, err := Open(r.Dir, Options{Jobs: 2})
	must(t, err)
	defer s.Close()
	s.budget = 1
	c := &collected{objects: map[string]string{}}
	incomplete, err := s.Walk(context.Background(), c.visit, Commit, Tree, Blob)
	if err != nil || len(incomplete)+len(c.errs) > 0 {
		t.Error(incomplete, c.errs, err)
	}
	if d := cmp.Diff(gitObjects(t, r), c.objects); d != "" {
		t.Error(d)
	}
}

// TestShallowAndPartial: what is there is read, and that there is more is said.
func TestShallowAndPartial(t *testing.T) {
	r := odbtest.Init(t)
	r.History(3, 40)
	r.Git("config", "uploadpack.allowFilter", "true")
	for name, args := range map[string][]string{"shallow": {"--depth=3"}, "partial": {"--filter=blob:limit=500", "--no-checkout"}} {
		clone := filepath.Join(t.TempDir(), name)
		r.Git(append(append([]string{"clone", "-q"}, args...), "file://"+r.Dir, clone)...)
		got, incomplete, err := walkAll(t, clone, Options{})
		must(t, err)
		if len(incomplete) != 1 || !strings.HasPrefix(incomplete[0].Reason, name+" clone") {
			t.Errorf("%s: %v", name, incomplete)
		}
		if d := cmp.Diff(gitObjects(t, odbtest.At(t, clone)), got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// TestMultiPackIndexAlone: with no other index left, what the packs hold is found by it, and by
// the deltas against entries that it does not list.
func TestMultiPackIndexAlone(t *testing.T) {
	r := odbtest.Init(t)
	r.History(5, 60)
	overlap(t, r)
	want := gitObjects(t, r)
	r.Git("multi-pack-index", "write")
	list, err := filepath.Glob(filepath.Join(r.Dir, ".git/objects/pack/*.idx"))
	must(t, err)
	for _, path := range list {
		must(t, os.Remove(path))
	}
	got, incomplete, err := walkAll(t, r.Dir, Options{})
	if err != nil || len(list) != 3 || len(incomplete) > 0 {
		t.Error(list, incomplete, err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestUnsupported(t *testing.T) {
	r := odbtest.Init(t, "--object-format=sha256")
	if _, err := Open(r.Dir, Options{}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("SHA-256: %v", err)
	}
	old := odbtest.Init(t)
	old.History(1, 3)
	old.Git("repack", "-adq")
	path := old.Glob(".git/objects/pack/*.pack")
	must(t, os.Remove(indexOf(path)))
	old.Git("index-pack", "--index-version=1", path)
	if _, err := Open(old.Dir, Options{}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("index version 1: %v", err)
	}
	if _, err := Open(t.TempDir(), Options{}); err == nil || errors.Is(err, ErrUnsupported) {
		t.Errorf("no repository: %v", err)
	}
}

// TestFilter: searching only what changed loses no candidate, and hands on little else.
func TestFilter(t *testing.T) {
	secrets := []string{"kraken" + strings.Repeat("Ab3", 20), "xkrakenx", strings.Repeat("Zz9", 19)}
	for seed := range uint64(3) {
		r := odbtest.Init(t)
		r.History(seed, 150, secrets...)
		r.Git("repack", "-adfq", "--depth=50", "--window=50")
		filter := &Filter{Features: features, Window: 80, Candidate: func(f uint8) bool { return f == 3 }, Whole: func([]byte) bool { return false }}
		s, err := Open(r.Dir, Options{Filter: filter})
		must(t, err)
		c := &collected{objects: map[string]string{}}
		incomplete, stats, err := s.Blobs(context.Background(), nil, c.visit)
		s.Close()
		if err != nil || len(incomplete)+len(c.errs) > 0 {
			t.Error(incomplete, c.errs, err)
		}
		want := map[string]string{}
		eachBlob(t, r, func(id string, data []byte) {
			if features(data) == 3 {
				want[id] = fmt.Sprintf("blob %d", len(data))
			}
		})
		if len(want) == 0 {
			t.Errorf("seed %d: the history has no candidate", seed)
		}
		for id, what := range want {
			if c.objects[id] != what {
				t.Errorf("seed %d: candidate %s is not visited", seed, id)
			}
		}
		if int64(len(c.objects)) > stats.Objects/2 {
			t.Errorf("seed %d: %d of %d objects visited, %d candidates", seed, len(c.objects), stats.Objects, len(want))
		}
		if stats.Searched > stats.Bytes*9/10 {
			t.Errorf("seed %d: %d of %d bytes searched", seed, stats.Searched, stats.Bytes)
		}
	}
}

// features has a word for one bit, and a run of 50 letters and digits for the other.
func features(text []byte) (f uint8) {
	if bytes.Contains(text, []byte("kraken")) {
		f |= 1
	}
	run := 0
	for _, c := range text {
		if run++; !('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9') {
			run = 0
		}
		if run == 50 {
			return f | 2
		}
	}
	return f
}

// eachBlob reads all blobs through git.
func eachBlob(t *testing.T, r *odbtest.Repo, do func(id string, data []byte)) {
	t.Helper()
	cmd := exec.Command("git", "cat-file", "--batch-all-objects", "--batch")
	cmd.Dir, cmd.Env = r.Dir, odbtest.Env()
	out, err := cmd.Output()
	must(t, err)
	for in := bufio.NewReader(bytes.NewReader(out)); ; {
		var id, kind string
		var size int
		if _, err := fmt.Fscanf(in, "%s %s %d\n", &id, &kind, &size); err != nil {
			return
		}
		data := make([]byte, size+1)
		_, err := io.ReadFull(in, data)
		must(t, err)
		if kind == "blob" {
			do(id, data[:size])
		}
	}
}

// TestStop: the walk ends when its context does, or its visitor wants it to.
func TestStop(t *testing.T) {
	r := odbtest.Init(t)
	r.History(1, 60)
	s, err := Open(r.Dir, Options{})
	must(t, err)
	defer s.Close()
	stop := errors.New("enough")
	if _, err := s.Walk(context.Background(), func(Object) error { return stop }, Blob); !errors.Is(err, stop) {
		t.Errorf("visitor: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Walk(ctx, func(Object) error { return nil }, Blob); !errors.Is(err, context.Canceled) {
		t.Errorf("context: %v", err)
	}
}

// TestOnly reads what is asked for, and no more.
func TestOnly(t *testing.T) {
	r := odbtest.Init(t)
	r.History(4, 60)
	r.Git("repack", "-adfq")
	want := map[string]string{}
	for id, what := range gitObjects(t, r) {
		if id[0] < '3' && strings.HasPrefix(what, "blob") {
			want[id] = what
		}
	}
	s, err := Open(r.Dir, Options{})
	must(t, err)
	defer s.Close()
	c := &collected{objects: map[string]string{}}
	if _, _, err := s.Blobs(context.Background(), func(id ID) bool { return id[0] < 0x30 }, c.visit); err != nil || len(c.errs) > 0 {
		t.Error(err, c.errs)
	}
	if d := cmp.Diff(want, c.objects); d != "" {
		t.Error(d)
	}
}

// mentions tells whether a reason has the text.
func mentions(incomplete []finding.Incomplete, text string) bool {
	return slices.ContainsFunc(incomplete, func(i finding.Incomplete) bool { return strings.Contains(i.Reason, text) })
}
