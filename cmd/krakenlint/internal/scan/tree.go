package scan

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Tree scans every file below the paths. A symbolic link is followed where it is one of
// the paths and not below one: what it leads to inside the tree is scanned there, and
// what is outside is not part of it. A path that does not exist is an error; what cannot
// be read below one is listed as incomplete.
func (s *Scanner) Tree(ctx context.Context, paths []string) (Result, error) {
	roots, err := rootsOf(paths)
	if err != nil {
		return Result{}, err
	}
	queue := newQueue()
	excluded := 0
	for _, root := range roots {
		if s.Excludes != nil && s.Excludes(root.path()) {
			excluded++
		} else {
			queue.push(root)
		}
	}
	result := s.drain(ctx, queue)
	result.Excluded += excluded
	return result, nil
}

// drain lets the workers empty the queue and adds up what they found, also where that is
// interrupted.
func (s *Scanner) drain(ctx context.Context, queue *queue) Result {
	results := make([]Result, max(1, s.Jobs))
	var workers sync.WaitGroup
	for i := range results {
		workers.Go(func() {
			w := &worker{Scanner: s}
			for t, ok := queue.pop(ctx); ok; t, ok = queue.pop(ctx) {
				w.do(t, queue)
				queue.done()
			}
			results[i] = w.Result
		})
	}
	workers.Wait()
	var total Result
	for _, r := range results {
		total.add(r)
	}
	if ctx.Err() != nil {
		total.Incomplete = append(total.Incomplete, finding.Incomplete{Path: ".", Reason: "interrupted: the rest of the files was not scanned"})
	}
	return total
}

func (w *worker) do(t task, queue *queue) {
	in := anywhere
	if t.dir != "" {
		f, err := openFolder(t.dir, w.patient())
		if err != nil {
			w.unreadable(t.dir, err)
			return
		}
		defer f.file.Close()
		in = f
	}
	if t.files == nil {
		t.files = w.list(in, queue)
	}
	for _, name := range t.files {
		w.file(in, name)
	}
}

// patient tells whether there are more workers than processors, so that some can wait for a
// slow disk while others work.
func (w *worker) patient() bool { return w.Jobs > runtime.GOMAXPROCS(0) }

// list reads a directory. It queues the directories below it and returns the names of its
// files; of a crowded directory only some, the rest is queued for the other workers.
func (w *worker) list(in folder, queue *queue) []string {
	entries, err := in.file.ReadDir(-1)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.unreadable(in.path, err)
	}
	var files []string
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case entry.Type()&fs.ModeSymlink != 0, entry.IsDir() && name == ".git":
		case w.Excludes != nil && w.Excludes(in.at(name)):
			w.Excluded++
		case entry.IsDir():
			queue.push(task{dir: in.at(name)})
		case entry.Type().IsRegular():
			files = append(files, name)
		default:
			w.incomplete(in.at(name), errSpecial)
		}
	}
	own := files[:min(len(files), batchSize)]
	for batch := range batches(files[len(own):]) {
		queue.push(task{dir: in.path, files: batch})
	}
	return own
}

// at is the path of a name in the folder.
func (f folder) at(name string) string {
	if f.path == "" {
		return name
	}
	return join(f.path, name)
}

// join is filepath.Join for a clean dir and a name, which is what a walk has.
func join(dir, name string) string {
	switch {
	case dir == ".":
		return name
	case os.IsPathSeparator(dir[len(dir)-1]):
		return dir + name
	}
	return dir + string(filepath.Separator) + name
}
