package odb

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
)

// Options says how a repository is read. The zero value reads everything.
type Options struct {
	Jobs     int                              // goroutines; 0: one per CPU
	Filter   *Filter                          // which blobs are visited; nil: all
	Large    int64                            // from which size on an object is handed as a reader; 0: 64 MiB
	Progress func(done, total int64)          // called now and then with bytes of the packs
	Git      *git.Repo                        // asked for what cannot be read here; nil: nobody is
	Log      func(format string, args ...any) // told what is left to git, and why
}

const (
	defaultLarge = 64 << 20
	// memory is what all objects on the way to be walked may take together.
	memory = 192 << 20
	// mostRatio and mostBase bound what a store may unpack to: this many times its size, and this
	// much more. Real histories stay below a few hundred times.
	mostRatio = 4096
	mostBase  = 16 << 30
)

// Store is an open object database.
type Store struct {
	GitDir string // of the repository or worktree
	Common string // the git directory that worktrees share

	options    Options
	jobs       int
	large      int64
	budget     int
	dirs       []string
	packs      []*pack
	incomplete []finding.Incomplete

	knownLoose map[ID]bool // that an earlier run has read
	readLooses []ID        // that this one has

	big  sync.Mutex   // held while objects above bigObject are built
	made atomic.Int64 // bytes unpacked so far
	most int64        // that may be
}

// Stats counts what a walk read.
type Stats struct {
	Objects  int64 // unique objects that were searched
	Bytes    int64 // their sizes
	Searched int64 // bytes that had to be searched for it
}

// Open opens the object database of the repository that path is in. ErrUnsupported, which may be
// wrapped, says that only git reads it.
func Open(path string, options Options) (*Store, error) {
	gitDir, common, err := findGitDir(path)
	if err != nil {
		return nil, err
	}
	s := &Store{GitDir: gitDir, Common: common, options: options, budget: memory}
	s.jobs = cmp.Or(options.Jobs, runtime.GOMAXPROCS(0))
	s.large = cmp.Or(options.Large, defaultLarge)
	if options.Log == nil {
		s.options.Log = func(string, ...any) {}
	}
	partial, err := checkFormat(common)
	if err != nil {
		return nil, err
	}
	if partial {
		s.gap(common, errors.New("partial clone: objects that were never fetched are not searched"))
	}
	if b, err := readSmall(filepath.Join(common, "shallow")); err == nil && len(b) > 0 {
		s.gap(common, errors.New("shallow clone: commits before its boundary are not there to be searched"))
	}
	if err := s.openAll(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close closes the packs.
func (s *Store) Close() {
	for _, p := range s.packs {
		p.close()
	}
}

// note lists what is there and cannot be read.
func (s *Store) note(path string, err error) {
	s.incomplete = append(s.incomplete, finding.Incomplete{Path: path, Reason: err.Error(), Unread: true})
}

// gap lists what is not there, and by intent.
func (s *Store) gap(path string, err error) {
	s.incomplete = append(s.incomplete, finding.Incomplete{Path: path, Reason: err.Error()})
}

// openAll opens the packs of all object directories.
func (s *Store) openAll() error {
	var dirs objectDirs
	own := cmp.Or(os.Getenv("GIT_OBJECT_DIRECTORY"), filepath.Join(s.Common, "objects"))
	dirs.add(own, 0)
	if len(dirs.paths) == 0 {
		return fmt.Errorf("%s is not there: not a git repository", own)
	}
	for _, alt := range filepath.SplitList(os.Getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES")) {
		dirs.add(alt, 1)
	}
	for _, path := range dirs.missing {
		s.note(path, errors.New("alternate object directory cannot be read: its objects are not searched"))
	}
	s.dirs = dirs.paths
	for _, dir := range s.dirs {
		if err := s.openPacks(filepath.Join(dir, "pack")); err != nil {
			return err
		}
	}
	s.most = mostBase
	for _, p := range s.packs {
		s.most += p.size * mostRatio
	}
	return nil
}

// Blobs visits every blob that passes the filter, each once, and answers what could not be read;
// with only, which may be nil, no other blobs than those, without it none that Skip was told of.
// An error of the visitor, or the end of
// ctx, ends it; what was visited until then stays good.
func (s *Store) Blobs(ctx context.Context, only func(ID) bool, visit Visitor) ([]finding.Incomplete, Stats, error) {
	filter := s.options.Filter
	if filter == nil {
		filter = &everything
	}
	return s.read(ctx, &sink{
		kinds:  func(t Type) bool { return t == Blob },
		filter: filter,
		asked:  only,
		fresh:  only == nil,
		visit:  visit,
	})
}

// Walk visits every object of the given types.
func (s *Store) Walk(ctx context.Context, visit Visitor, types ...Type) ([]finding.Incomplete, error) {
	incomplete, _, err := s.read(ctx, &sink{
		kinds:  func(t Type) bool { return slices.Contains(types, t) },
		filter: &everything,
		visit:  visit,
	})
	return incomplete, err
}

// read walks packs, then loose objects, then asks git for what could not be read.
func (s *Store) read(ctx context.Context, k *sink) ([]finding.Incomplete, Stats, error) {
	stop := &stopper{}
	defer context.AfterFunc(ctx, func() { stop.stop(context.Cause(ctx)) })()
	var incomplete []finding.Incomplete
	s.made.Store(0)
	var err error
	if !k.fresh || slices.ContainsFunc(s.packs, func(p *pack) bool { return !p.known }) {
		err = s.markRepeated()
	}
	if err == nil {
		var failed []failure
		failed = s.readPacks(k, stop)
		var more []failure
		more, err = s.readLoose(k, stop)
		failed = append(failed, more...)
		if err == nil {
			incomplete = append(incomplete, s.readByGit(ctx, k, stop, failed)...)
		}
	}
	if stop.flag.Load() {
		err = stop.err
	}
	incomplete = append(slices.Clone(s.incomplete), incomplete...)
	stats := Stats{k.stats.objects.Load(), k.stats.bytes.Load(), k.stats.searched.Load()}
	return incomplete, stats, err
}

// readPacks walks all packs.
func (s *Store) readPacks(k *sink, stop *stopper) []failure {
	var failed []failure
	progress := s.newProgress()
	defer progress.end()
	for _, p := range s.packs {
		if stop.flag.Load() {
			break
		}
		if k.fresh && p.known {
			progress.leave(p)
			continue
		}
		w, err := s.newWalk(p, k, stop)
		if err != nil {
			s.lose(p, err)
			continue
		}
		progress.enter(p, w.part)
		for i, reason := range w.part.reasons(w.part.orphan) {
			w.fail(i, reason)
		}
		w.run()
		p.damaged = p.damaged || len(w.failed) > 0
		failed = append(failed, w.failed...)
		progress.leave(p)
	}
	return failed
}

// lose lists a pack that cannot be walked, once.
func (s *Store) lose(p *pack, err error) {
	if !p.lost {
		s.note(p.path, err)
	}
	p.lost, p.damaged = true, true
}

// newWalk prepares the walk of one pack.
func (s *Store) newWalk(p *pack, k *sink, stop *stopper) (*walk, error) {
	families, err := joinFamilies(p, s.jobs)
	if err != nil {
		return nil, err
	}
	w := &walk{sink: k, store: s, pack: p, stop: stop, part: families.pick(k.kinds, s.jobs)}
	if k.asked == nil && p.repeated == nil && !p.index.partial {
		return w, nil
	}
	w.wanted = make([]bool, families.len())
	for i, pos := range families.pos {
		if pos < 0 || p.repeated != nil && p.repeated[pos] {
			continue
		}
		if k.asked != nil {
			id, err := p.index.id(int(pos))
			if err != nil {
				return nil, err
			}
			if !k.asked(id) {
				continue
			}
		}
		w.wanted[i] = true
	}
	w.part.want(func(i int32) bool { return w.wanted[i] })
	return w, nil
}
