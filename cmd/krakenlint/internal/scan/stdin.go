package scan

import (
	"bytes"
	"io"
)

// Reader scans one text under the name that it is reported by.
func (s *Scanner) Reader(name string, r io.Reader) Result {
	w := &worker{Scanner: s}
	data, whole, err := w.read(r)
	switch {
	case err != nil:
		w.unreadable(name, err)
		w.text(name, data)
	case whole:
		w.text(name, data)
	default:
		w.stream(name, io.MultiReader(bytes.NewReader(data), r))
	}
	return w.Result
}
