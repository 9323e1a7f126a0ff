package cli

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan"
)

// progressDelay is how long a scan runs before a bar appears.
const progressDelay = 500 * time.Millisecond

// progress is a bar with bytes and an estimate. It is for a terminal only.
type progress struct {
	w     io.Writer
	what  string // is read
	start time.Time

	mu    sync.Mutex
	bar   *progressbar.ProgressBar
	ended bool
}

// newProgress answers nil where no bar is wanted, or nobody would see it.
func (o *options) newProgress(w io.Writer) *progress {
	if o.noProgress || !isTerminal(w) {
		return nil
	}
	if o.fromHistory() {
		return &progress{w: w, what: "history", start: time.Now()}
	}
	return &progress{w: w, what: "files", start: time.Now()}
}

// watch shows what a scan counts, of which nobody knows how much is to come. Stop ends it.
func (p *progress) watch(counted *scan.Progress) (stop func()) {
	done := make(chan struct{})
	go func() {
		ticker := time.NewTicker(progressDelay / 2)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				p.track(counted.Bytes.Load(), -1)
			}
		}
	}()
	return func() { close(done) }
}

// track shows that done of total bytes are read; a total of -1 is not known.
func (p *progress) track(done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || time.Since(p.start) < progressDelay || done >= total && total >= 0 {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(p.what), progressbar.OptionShowBytes(true), progressbar.OptionShowCount(),
			progressbar.OptionShowTotalBytes(true), progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(20),
			progressbar.OptionUseIECUnits(true), progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set64(done)
}

// working shows that the Go analysis still runs: the first time, when the go command
// compiles what the programs import, that takes a while. Stop ends it.
func (o *options) working(w io.Writer) (stop func()) {
	if o.noProgress || !isTerminal(w) {
		return func() {}
	}
	spinner := progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("analysing Go programs; the first run compiles what they import"),
		progressbar.OptionSpinnerType(14), progressbar.OptionSetElapsedTime(true), progressbar.OptionClearOnFinish())
	done, cleared := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(cleared)
		ticker := time.NewTicker(progressDelay / 2)
		defer ticker.Stop()
		for ticks := 0; ; ticks++ {
			select {
			case <-done:
				_ = spinner.Clear()
				return
			case <-ticker.C:
				if ticks > 1 {
					_ = spinner.Add(1)
				}
			}
		}
	}()
	return func() { close(done); <-cleared }
}

// end takes the bar away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
