package cli

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progressDelay is how long a scan runs before a bar appears.
const progressDelay = 500 * time.Millisecond

// progress is a bar with bytes and an estimate. It is for a terminal only.
type progress struct {
	w     io.Writer
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
	return &progress{w: w, start: time.Now()}
}

// track shows that done of total bytes are read.
func (p *progress) track(done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || time.Since(p.start) < progressDelay || done >= total {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription("history"), progressbar.OptionShowBytes(true), progressbar.OptionShowCount(),
			progressbar.OptionShowTotalBytes(true), progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(20),
			progressbar.OptionUseIECUnits(true), progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set64(done)
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
