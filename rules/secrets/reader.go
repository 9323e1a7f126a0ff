package secrets

import (
	"bytes"
	"errors"
	"io"
)

// LineMatch is a match with its lines and columns: from 1, columns in bytes. Start and
// End are offsets in all that was read.
type LineMatch struct {
	Match
	Line, Column, EndLine, EndColumn int
}

const (
	windowSize = 1 << 20 // bytes scanned at a time by ScanReader
	margin     = 1 << 16 // bytes of a window that are context only, at either end
)

// ScanReader is Scan for input of any size, in memory that does not grow with it. Each
// credential is judged with at least 64 KiB of what is before and after it.
func (e *Engine) ScanReader(path string, r io.Reader) ([]LineMatch, error) {
	s := stream{engine: e, path: path, line: 1, buffer: make([]byte, 0, windowSize)}
	for {
		n, err := io.ReadFull(r, s.buffer[len(s.buffer):windowSize])
		s.buffer = s.buffer[:len(s.buffer)+n]
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return s.found, err
		}
		if err := s.scan(last); err != nil || last {
			return s.found, err
		}
		s.advance()
	}
}

// stream is a window that moves over the input.
type stream struct {
	engine *Engine
	path   string
	buffer []byte
	offset int // of the buffer in the input
	done   int // offset in the input before which everything is reported
	line   int // of the buffer's first byte
	column int // bytes of that line before the buffer
	found  []LineMatch
}

// scan reports the matches that begin in the part of the window that is not margin.
func (s *stream) scan(last bool) error {
	matches, err := s.engine.Scan(s.path, s.buffer)
	if err != nil {
		return err
	}
	end := s.offset + len(s.buffer)
	if !last {
		end -= margin
	}
	at := position{line: s.line, column: s.column}
	for _, m := range matches {
		if start := s.offset + m.Start; start >= s.done && start < end {
			found := at.locate(s.buffer, m)
			found.Start, found.End = start, s.offset+m.End
			s.found = append(s.found, found)
		}
	}
	s.done = end
	return nil
}

// advance drops what is reported and is no longer context.
func (s *stream) advance() {
	drop := max(len(s.buffer)-2*margin, 0)
	at := position{line: s.line, column: s.column}
	at.advance(s.buffer, drop)
	s.line, s.column = at.line, at.column
	s.offset += drop
	s.buffer = s.buffer[:copy(s.buffer, s.buffer[drop:])]
}

// position is a place in a text: its line from 1, and the bytes before it in that line.
type position struct{ at, line, column int }

func (p *position) advance(text []byte, to int) {
	passed := text[p.at:to]
	if n := bytes.Count(passed, []byte("\n")); n > 0 {
		p.line += n
		p.column = len(passed) - bytes.LastIndexByte(passed, '\n') - 1
	} else {
		p.column += len(passed)
	}
	p.at = to
}

// Locate gives the matches of a text their lines and columns.
func Locate(data []byte, matches []Match) []LineMatch {
	located := make([]LineMatch, 0, len(matches))
	at := position{line: 1}
	for _, m := range matches {
		located = append(located, at.locate(data, m))
	}
	return located
}

// locate advances to a match and gives it its lines and columns.
func (p *position) locate(text []byte, m Match) LineMatch {
	p.advance(text, m.Start)
	until := *p
	until.advance(text, m.End)
	return LineMatch{m, p.line, p.column + 1, until.line, until.column + 1}
}
