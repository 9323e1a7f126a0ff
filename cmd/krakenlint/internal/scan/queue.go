package scan

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// task is a directory to list or, with files, files to scan: those of the directory, or if it
// is empty those at these paths.
type task struct {
	dir   string
	files []string
}

// batchSize is how many files of one directory go to one worker at a time.
const batchSize = 128

func batches(paths []string) iter.Seq[[]string] { return slices.Chunk(paths, batchSize) }

// queue hands tasks to workers that add more while they work. It is last in, first out,
// so that it stays short on a deep tree.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond
	tasks   []task
	open    int // tasks that are queued or being worked on
}

func newQueue() *queue {
	q := new(queue)
	q.changed.L = &q.mu
	return q
}

func (q *queue) push(t task) {
	q.mu.Lock()
	q.tasks = append(q.tasks, t)
	q.open++
	q.mu.Unlock()
	q.changed.Signal()
}

// pop waits for a task. It is false when there will be none, or ctx is over.
func (q *queue) pop(ctx context.Context) (task, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.tasks) == 0 && q.open > 0 {
		q.changed.Wait()
	}
	if len(q.tasks) == 0 || ctx.Err() != nil {
		return task{}, false
	}
	t := q.tasks[len(q.tasks)-1]
	q.tasks = q.tasks[:len(q.tasks)-1]
	return t, true
}

// done says that a popped task is finished; everything it has to push is pushed.
func (q *queue) done() {
	q.mu.Lock()
	q.open--
	over := q.open == 0
	q.mu.Unlock()
	if over {
		q.changed.Broadcast()
	}
}
