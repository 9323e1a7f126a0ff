package finding

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
)

// Frame is the line of a finding with every credential on it hidden, for people to
// recognise the place by. It is made where the text is at hand, once, so that no printer
// ever holds the line itself.
type Frame struct {
	Text       string // one line, printable
	Start, End int    // what to underline, in characters of Text
}

// Hidden is a stretch of a text, in byte offsets, and what to show for it.
type Hidden struct {
	Start, End int
	Show       string
}

// reach is how much of the line is shown on either side, in bytes.
const reach = 60

// NewFrame frames the stretch at. The others are known credentials in the same data,
// which are hidden wherever they stand; what only looks like one is hidden as well.
func NewFrame(data []byte, at Hidden, others []Hidden) *Frame {
	begin := bytes.LastIndexByte(data[max(0, at.Start-reach):at.Start], '\n') + 1 + max(0, at.Start-reach)
	begin = max(begin, at.Start-reach)
	cut := begin > 0 && data[begin-1] != '\n'
	before := hide(data, begin, at.Start, others)
	if cut {
		before = redact.Mark + dropRun(before)
	}
	before = printable(strings.TrimLeft(before, " \t"))
	show := printable(at.Show)
	frame := &Frame{Start: runes(before), End: runes(before) + runes(show)}
	frame.Text = before + show + printable(after(data, at, others))
	return frame
}

// after is the rest of the line behind a stretch that ends on it.
func after(data []byte, at Hidden, others []Hidden) string {
	if bytes.IndexByte(data[at.Start:at.End], '\n') >= 0 {
		return ""
	}
	end := min(len(data), at.End+reach)
	if n := bytes.IndexByte(data[at.End:end], '\n'); n >= 0 {
		return hide(data, at.End, at.End+n, others)
	}
	rest := hide(data, at.End, end, others)
	if end < len(data) {
		rest = dropRunRight(rest) + redact.Mark
	}
	return rest
}

// hide copies data[from:to] without the credentials that stand or reach in there.
func hide(data []byte, from, to int, hidden []Hidden) string {
	var out strings.Builder
	for _, h := range hidden { // sorted by Start
		if h.End <= from || h.Start >= to {
			continue
		}
		if h.Start > from {
			out.WriteString(redact.Code(string(data[from:h.Start])))
		}
		out.WriteString(h.Show)
		from = min(h.End, to)
	}
	out.WriteString(redact.Code(string(data[from:to])))
	return out.String()
}

// dropRun and dropRunRight remove the part of a word that a cut has left, which may be
// the tail of a credential.
func dropRun(text string) string {
	return strings.TrimLeftFunc(text, partOfRun)
}

func dropRunRight(text string) string {
	return strings.TrimRightFunc(text, partOfRun)
}

func partOfRun(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("+/=_-%\\…", r)
}

// printable is redact.Line with tabs as blanks.
func printable(text string) string { return redact.Line(strings.ReplaceAll(text, "\t", " ")) }

func runes(text string) int { return len([]rune(text)) }
