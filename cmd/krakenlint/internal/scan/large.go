package scan

import (
	"io"
	"os"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
)

// large scans a file that is larger than the window.
func (w *worker) large(path string) {
	file, err := os.Open(path)
	if err != nil {
		w.unreadable(path, err)
		return
	}
	defer file.Close()
	w.stream(path, file)
}

// stream judges a text of any length in bounded memory. Its findings have no frames, and
// directives in it are not looked for.
func (w *worker) stream(path string, r io.Reader) {
	counter := &countingReader{r: r}
	matches, err := w.Detector.ScanReader(path, counter)
	w.count(int(counter.n))
	if err != nil {
		w.unreadable(path, err)
	}
	if len(matches) == 0 {
		return
	}
	text := suppress.Text{Name: w.Name(path)}
	for _, m := range matches {
		f := describe(m.Match)
		f.File, f.Line, f.Column, f.EndLine, f.EndColumn = text.Name, m.Line, m.Column, m.EndLine, m.EndColumn
		text.Findings = append(text.Findings, f)
	}
	w.Texts = append(w.Texts, text)
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
