package scan

import "io"

// Reader scans one text under the name that it is reported by.
func (s *Scanner) Reader(name string, r io.Reader) Result {
	w := &worker{Scanner: s}
	w.reader(name, r)
	return w.Result
}
