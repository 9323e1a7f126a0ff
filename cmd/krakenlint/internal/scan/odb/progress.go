package odb

import (
	"sync"
	"sync/atomic"
	"time"
)

// progress tells how far a walk is, in bytes of packs. The part of a pack that is not walked, its
// commits and trees, counts in proportion.
type progress struct {
	report func(done, total int64)
	total  int64
	before atomic.Int64 // bytes of the packs that are done
	now    atomic.Pointer[packProgress]
	quit   chan struct{}
	ended  sync.WaitGroup
}

// packProgress is the pack that is being walked.
type packProgress struct {
	size int64
	part *part
}

// newProgress starts reporting ten times a second.
func (s *Store) newProgress() *progress {
	p := &progress{report: s.options.Progress, quit: make(chan struct{})}
	for _, k := range s.packs {
		p.total += k.size
	}
	if p.report != nil {
		p.ended.Go(p.run)
	}
	return p
}

func (p *progress) run() {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-p.quit:
			return
		case <-tick.C:
			p.tell()
		}
	}
}

func (p *progress) tell() {
	done := p.before.Load()
	if now := p.now.Load(); now != nil && now.part.total > 0 {
		done += int64(float64(now.size) * float64(now.part.done.Load()) / float64(now.part.total))
	}
	p.report(min(done, p.total), p.total)
}

func (p *progress) enter(k *pack, part *part) { p.now.Store(&packProgress{k.size, part}) }

func (p *progress) leave(k *pack) {
	p.now.Store(nil)
	p.before.Add(k.size)
}

// end tells the last state and stops.
func (p *progress) end() {
	close(p.quit)
	p.ended.Wait()
	if p.report != nil {
		p.tell()
	}
}
