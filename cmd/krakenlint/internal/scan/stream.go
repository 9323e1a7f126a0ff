package scan

import (
	"bytes"
	"errors"
	"io"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
	"github.com/krakenlint/krakenlint/rules/directive"
)

// overlap is how much of a window is seen again at the start of the next one, so that a
// credential on the seam, with what stands around it, is whole in one of them.
const overlap = 64 << 10

// stream judges a text of any length window by window. The buffer has the first bytes of
// it already.
func (w *worker) stream(path string, have int, r io.Reader) {
	s := stream{worker: w, path: path, text: suppress.Text{Name: w.Name(path)}, line: 1, column: 1}
	w.count(0)
	if err := s.scan(have, r); err != nil {
		w.unreadable(path, err)
	}
	if len(s.text.Findings) > 0 || len(s.text.Ignores) > 0 {
		w.Texts = append(w.Texts, s.text)
	}
}

type stream struct {
	*worker
	path string
	text suppress.Text

	line, column int   // of the window's first byte, 1-based
	offset       int64 // of the window's first byte
	reported     int64 // offset up to which matches have been reported
}

// scan fills the buffer again and again. Matches in the last overlap of a window are left
// to the next one, which sees what follows them.
func (s *stream) scan(have int, r io.Reader) error {
	buffer := s.buffer()
	s.countBytes(int64(have))
	for {
		n, err := io.ReadFull(r, buffer[have:])
		s.countBytes(int64(n))
		data := buffer[:have+n]
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			s.judge(data, len(data))
			return nil
		case err != nil:
			s.judge(data, len(data))
			return err
		}
		seam := len(data) - overlap
		s.judge(data, seam)
		s.advance(data[:seam-overlap])
		have = copy(buffer, data[seam-overlap:])
	}
}

// judge scans a window and reports what begins before the seam and has not been reported.
func (s *stream) judge(data []byte, seam int) {
	matches := s.detect(s.path, data)
	from := int(s.reported - s.offset)
	for i, f := range findings(s.text.Name, data, matches) {
		if at := matches[i].Start; from <= at && at < seam {
			s.text.Findings = append(s.text.Findings, s.moved(f))
		}
	}
	line, column := s.position(data, from)
	for _, ignore := range directive.Ignores(data[from:seam]) {
		if ignore.Line == 1 {
			ignore.Column += column - 1
		}
		ignore.Line += line - 1
		s.text.Ignores = append(s.text.Ignores, ignore)
	}
	s.reported = s.offset + int64(seam)
}

// position is the place in the text of an offset in the window.
func (s *stream) position(data []byte, at int) (line, column int) {
	passed := data[:at]
	newline := bytes.LastIndexByte(passed, '\n')
	if newline < 0 {
		return s.line, s.column + at
	}
	return s.line + bytes.Count(passed, []byte("\n")), at - newline
}

// moved turns places in the window into places in the text.
func (s *stream) moved(f finding.Finding) finding.Finding {
	if f.Line == 1 {
		f.Column += s.column - 1
	}
	if f.EndLine == 1 {
		f.EndColumn += s.column - 1
	}
	if s.column > 1 && f.Line == 1 {
		f.Frame.Column, f.Frame.EndColumn = 0, 0
	}
	f.Line += s.line - 1
	f.EndLine += s.line - 1
	return f
}

// advance moves the window's start behind passed.
func (s *stream) advance(passed []byte) {
	s.line, s.column = s.position(passed, len(passed))
	s.offset += int64(len(passed))
}
