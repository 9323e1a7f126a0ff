package odb

import (
	"errors"
	"io"
	"sync"
	"sync/atomic"
)

// sink is what a walk is for: which objects, and where they go.
type sink struct {
	kinds  func(Type) bool
	filter *Filter
	asked  func(ID) bool // nil: all
	fresh  bool          // leave out what an earlier run has read
	visit  Visitor
	stats  counters
}

// counters count what was read, for summary and measurement.
type counters struct {
	objects, bytes, searched atomic.Int64
}

// walk goes through one pack's families.
type walk struct {
	*sink
	store  *Store
	pack   *pack
	part   *part
	next   atomic.Int64 // the root that is taken next
	stop   *stopper
	wanted []bool // by entry: nil: all

	mu     sync.Mutex
	failed []failure
}

// failure is an object that could not be read, and why.
type failure struct {
	id  ID
	err error
}

// stopper ends a walk early: on cancellation or on the first error of a visit.
type stopper struct {
	flag atomic.Bool
	once sync.Once
	err  error
}

func (s *stopper) stop(err error) {
	s.once.Do(func() { s.err = err })
	s.flag.Store(true)
}

// frame is an entry on the way from a root down to the current one, whose children are not all
// walked yet.
type frame struct {
	entry    int32
	kids     []int32
	data     []byte // nil if it had to make room
	features uint8
	known    bool  // whether features are; they may be more than the text has
	age      uint8 // how many deltas ago they were those of the whole text
}

// worker walks families, one after the other.
type worker struct {
	*walk
	builder
	kind   Type // of the family's objects
	stack  []frame
	live   int  // bytes of data on the stack
	budget int  // for live
	big    bool // holds the store's lock for big objects
}

// run walks all families of the pack with the store's jobs.
func (w *walk) run() {
	var wg sync.WaitGroup
	for range min(w.store.jobs, len(w.part.roots)) {
		wg.Go(func() { w.newWorker().run() })
	}
	wg.Wait()
}

func (w *walk) newWorker() *worker {
	wk := &worker{walk: w, budget: w.store.budget / w.store.jobs}
	wk.builder = builder{families: w.part.families, in: window{file: w.pack.file}, large: w.store.large, grow: wk.grow}
	wk.pool.keep = w.store.smallPool()
	wk.diff.window = w.filter.Window
	return wk
}

// smallPool is how much memory a worker keeps for later between families.
func (s *Store) smallPool() int { return min(24<<20, s.budget/2/s.jobs) }

func (w *worker) run() {
	for !w.stop.flag.Load() {
		n := w.next.Add(1) - 1
		if n >= int64(len(w.part.roots)) {
			return
		}
		w.family(w.part.roots[n])
	}
}

// family walks one tree of deltas.
func (w *worker) family(root int32) {
	defer w.settle()
	if !w.isNeeded(root) {
		return
	}
	w.kind = w.part.families.kind[root]
	data, err := w.whole(root)
	w.part.done.Add(w.part.cost(root))
	if errors.Is(err, errLarge) {
		w.stream(root)
		w.failBelow(root, err)
		return
	}
	if err != nil {
		w.fail(root, err)
		return
	}
	w.add(frame{entry: root, data: data}, true)
	for len(w.stack) > 0 && !w.stop.flag.Load() {
		w.step()
	}
}

// settle empties the stack and gives back what a big family held.
func (w *worker) settle() {
	for len(w.stack) > 0 {
		w.pop()
	}
	if w.big {
		w.big = false
		w.pool.trim(w.store.smallPool())
		w.in.joined = nil
		w.store.big.Unlock()
	}
}

// step walks the next child of the entry on top of the stack. The last child takes its parent's
// place.
func (w *worker) step() {
	top := &w.stack[len(w.stack)-1]
	if len(top.kids) == 0 {
		w.pop()
		return
	}
	kid := top.kids[0]
	top.kids = top.kids[1:]
	if !w.isNeeded(kid) {
		return
	}
	if top.data == nil {
		data, err := w.chain(top.entry)
		if err != nil {
			w.fail(kid, err)
			return
		}
		top.data = data
		w.live += cap(data)
	}
	data, err := w.onBase(kid, top.data)
	w.part.done.Add(w.part.cost(kid))
	if err != nil {
		w.fail(kid, err)
		return
	}
	f := frame{entry: kid, data: data, features: top.features, known: top.known, age: top.age + 1}
	if len(top.kids) == 0 {
		w.pop()
	}
	w.add(f, false)
}

// add visits the entry of f if it is wanted, and puts it on the stack if it has children.
func (w *worker) add(f frame, isRoot bool) {
	if w.isWanted(f.entry) {
		w.search(&f, isRoot)
	} else {
		f.known = false
	}
	f.kids = w.part.children(f.entry)
	if len(f.kids) == 0 {
		w.pool.put(f.data)
		return
	}
	w.live += cap(f.data)
	w.stack = append(w.stack, f)
	w.evict()
}

// evict drops the data furthest down the stack, which is needed last, until the rest fits.
func (w *worker) evict() {
	budget := w.budget
	if w.big {
		budget = w.store.budget
	}
	for i := 0; w.live > budget && i < len(w.stack)-1; i++ {
		if f := &w.stack[i]; f.data != nil {
			w.live -= cap(f.data)
			w.pool.put(f.data)
			f.data = nil
		}
	}
}

func (w *worker) pop() {
	top := &w.stack[len(w.stack)-1]
	if top.data != nil {
		w.live -= cap(top.data)
		w.pool.put(top.data)
	}
	*top = frame{}
	w.stack = w.stack[:len(w.stack)-1]
}

// search finds out whether the object is worth a visit, and visits it.
func (w *worker) search(f *frame, isRoot bool) {
	w.stats.objects.Add(1)
	w.stats.bytes.Add(int64(len(f.data)))
	if isRoot || !f.known || 2*w.diff.total > len(f.data) || !w.searchChanges(f) {
		f.features, f.known, f.age = w.filter.Features(f.data), true, 0
		w.stats.searched.Add(int64(len(f.data)))
	}
	if !w.filter.Candidate(f.features) && !w.filter.Whole(f.data) {
		return
	}
	id, err := w.id(f.entry)
	if err == nil {
		err = w.visit(Object{ID: id, Type: w.kind, Size: int64(len(f.data)), Data: f.data})
	}
	if err != nil {
		w.stop.stop(err)
	}
}

// maxAge is over how many deltas a candidate may be taken over from a base that the text has
// changed from, before all of the text is searched again.
const maxAge = 8

// searchChanges adds the features of what is not in the base to those of the base. The base may
// have had some that the text has not any more: what makes a candidate is looked at again, but
// not each time. It answers whether the features will do.
func (w *worker) searchChanges(f *frame) bool {
	for _, s := range w.diff.spans {
		f.features |= w.filter.Features(f.data[s.start:s.end])
	}
	w.stats.searched.Add(int64(w.diff.total))
	return f.age < maxAge || !w.filter.Candidate(f.features)
}

func (w *worker) id(i int32) (ID, error) { return w.pack.index.id(int(w.part.pos[i])) }

func (w *worker) isNeeded(i int32) bool { return w.part.needed == nil || w.part.needed[i] }

func (w *worker) isWanted(i int32) bool { return w.wanted == nil || w.wanted[i] }

// grow is asked before memory is taken: it waits for other big objects, and ends what unpacks to
// far too much.
func (w *worker) grow(size int) error {
	if w.store.made.Add(int64(size)) > w.store.most {
		return errTooMuch
	}
	if size > bigObject && !w.big {
		w.store.big.Lock()
		w.big = true
		w.pool.keep = w.store.budget / 2
	}
	return nil
}

// fail notes that an entry cannot be built, and so neither can what is based on it.
func (w *worker) fail(i int32, err error) {
	w.walk.fail(i, err)
	w.failBelow(i, err)
}

// failBelow notes all that is based on an entry. What git may still read with more memory keeps
// its reason, and so does what nobody should.
func (w *worker) failBelow(i int32, err error) {
	if !errors.Is(err, errLarge) && !errors.Is(err, errTooMuch) {
		err = errNoBase
	}
	below := append([]int32(nil), w.part.children(i)...)
	for len(below) > 0 {
		k := below[len(below)-1]
		below = append(below[:len(below)-1], w.part.children(k)...)
		w.walk.fail(k, err)
	}
}

// fail notes one entry, if it was asked for.
func (w *walk) fail(i int32, err error) {
	if w.wanted != nil && !w.wanted[i] {
		return
	}
	id, idErr := w.pack.index.id(int(w.part.pos[i]))
	if idErr != nil {
		w.stop.stop(idErr)
		return
	}
	w.mu.Lock()
	w.failed = append(w.failed, failure{id, err})
	w.mu.Unlock()
}

// stream visits an entry that is no delta and too large for memory.
func (w *worker) stream(i int32) {
	if !w.isWanted(i) {
		return
	}
	e, err := w.header(i)
	if err != nil {
		w.walk.fail(i, err)
		return
	}
	id, err := w.id(i)
	if err != nil {
		w.stop.stop(err)
		return
	}
	w.stats.objects.Add(1)
	w.stats.bytes.Add(int64(e.size))
	start := w.part.start[i] + int64(e.data)
	open := func() (io.ReadCloser, error) {
		return newExact(io.NewSectionReader(w.pack.file, start, w.part.end(i)-start), int64(e.size), w.stop)
	}
	err = w.visit(Object{ID: id, Type: e.kind, Size: int64(e.size), Open: open})
	if errors.Is(err, errStream) {
		w.walk.fail(i, err)
	} else if err != nil {
		w.stop.stop(err)
	}
}
