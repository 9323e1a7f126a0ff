package finding

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
)

// Frame is the line of a finding with every credential on it hidden, for people to
// recognise the place by. It is made where the text is at hand, once, so that no printer
// ever holds the line itself.
type Frame struct {
	Text       string // one line, printable
	Start, End int    // what to underline, in characters of Text

	// The columns of the finding in characters, where a Finding has them in bytes; 0 where
	// the beginning of the line is not at hand.
	Column, EndColumn int
}

// Hidden is a stretch of a text, in byte offsets, and what to show for it.
type Hidden struct {
	Start, End int
	Show       string
}

// Mask knows the credentials in a text, and makes frames without them.
type Mask struct {
	data   []byte
	hidden []Hidden // sorted by Start
	ends   []int    // the largest End up to each

	counted, column int // up to where the columns are counted: a line may be long, and have many findings
}

// NewMask takes the credentials of data, sorted by Start.
func NewMask(data []byte, hidden []Hidden) *Mask {
	m := &Mask{data: data, hidden: hidden, ends: make([]int, len(hidden)), counted: markLen(data), column: 1}
	end := 0
	for i, h := range hidden {
		end = max(end, h.End)
		m.ends[i] = end
	}
	return m
}

// reach is how much of the line is shown on either side, in bytes.
const reach = 60

// Frame frames one stretch, on the line where it begins.
func (m *Mask) Frame(at Hidden) *Frame {
	before := redact.Line(m.before(at.Start))
	show := redact.Line(at.Show)
	frame := &Frame{Start: utf8.RuneCountInString(before)}
	frame.End = frame.Start + utf8.RuneCountInString(show)
	frame.Text = before + show
	if bytes.IndexByte(m.data[at.Start:at.End], '\n') < 0 {
		frame.Text += redact.Line(m.after(at.End))
	}
	if at.Start < m.counted {
		m.counted, m.column = min(markLen(m.data), at.Start), 1
	}
	frame.Column = advance(m.column, m.data[m.counted:at.Start])
	frame.EndColumn = advance(frame.Column, m.data[at.Start:at.End])
	m.counted, m.column = at.Start, frame.Column
	return frame
}

// markLen measures the byte order mark, which editors do not count as a character.
func markLen(data []byte) int {
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			return len(mark)
		}
	}
	return 0
}

// advance moves a column over a text, in characters: UTF-16 has a NUL beside most of them.
func advance(column int, over []byte) int {
	if newline := bytes.LastIndexByte(over, '\n'); newline >= 0 {
		column, over = 1, over[newline+1:]
	}
	return column + utf8.RuneCount(over) - bytes.Count(over, []byte{0})
}

// before is the line up to an offset, without its indentation. A word that the cut has
// left in part may be the tail of a credential, and goes.
func (m *Mask) before(offset int) string {
	from := max(0, offset-reach)
	if newline := bytes.LastIndexByte(m.data[from:offset], '\n'); newline >= 0 {
		from += newline + 1
	}
	line := m.hide(from, offset)
	if from > 0 && m.data[from-1] != '\n' {
		line = redact.Mark + strings.TrimLeftFunc(line, partOfWord)
	}
	return strings.TrimLeft(line, " \t")
}

// after is the line from an offset, cut like before.
func (m *Mask) after(offset int) string {
	to := min(len(m.data), offset+reach)
	if newline := bytes.IndexByte(m.data[offset:to], '\n'); newline >= 0 {
		return strings.TrimRight(m.hide(offset, offset+newline), "\r")
	}
	line := m.hide(offset, to)
	if to < len(m.data) {
		line = strings.TrimRightFunc(line, partOfWord) + redact.Mark
	}
	return line
}

// hide copies data[from:to] without the credentials that stand or reach in there, and
// without what only looks like one.
func (m *Mask) hide(from, to int) string {
	var out strings.Builder
	for i := sort.SearchInts(m.ends, from+1); i < len(m.hidden) && m.hidden[i].Start < to; i++ {
		h := m.hidden[i]
		if h.End <= from {
			continue
		}
		if h.Start > from {
			out.WriteString(redact.Code(string(m.data[from:h.Start])))
		}
		out.WriteString(h.Show)
		from = min(h.End, to)
	}
	out.WriteString(redact.Code(string(m.data[from:to])))
	return out.String()
}

func partOfWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("+/=_-%\\"+redact.Mark, r)
}
