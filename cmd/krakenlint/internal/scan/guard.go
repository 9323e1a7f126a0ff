package scan

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/krakenlint/krakenlint/rules/secrets"
)

// detect asks the detector about a text. What it cannot judge is listed as unread.
func (w *worker) detect(path string, data []byte) []secrets.Match {
	matches, err := guarded(func() ([]secrets.Match, error) { return w.Detector.Scan(path, data) })
	if err != nil {
		w.incomplete(path, err)
		w.Incomplete[len(w.Incomplete)-1].Unread = true
	}
	return matches
}

// guarded makes an error of a panic, so that the rest is still scanned: a text that the
// judging does not end well on, by a mistake of ours, must not hide all others. Of what was
// thrown only runtime errors are shown, which quote nothing.
func guarded(scan func() ([]secrets.Match, error)) (matches []secrets.Match, err error) {
	defer func() {
		thrown := recover()
		if thrown == nil {
			return
		}
		err = errors.New("not judged, by a mistake of krakenlint's: please report it")
		var known runtime.Error
		if e, ok := thrown.(error); ok && errors.As(e, &known) {
			err = fmt.Errorf("%w (%w)", err, known)
		}
	}()
	return scan()
}
