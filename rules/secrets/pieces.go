package secrets

import "github.com/krakenlint/krakenlint/rules/credential"

// hasPieces tells whether a text that names Kraken, and has no candidate that shows by
// itself, has what a credential can be put together from: a random-looking run, parts of
// one in short literals, a row of escapes or a list of numbers.
func hasPieces(text []byte) bool {
	return hasRandomRun(text) || hasRow(text)
}

// pieceStride makes every run of twice its length, less one, hold a whole block.
const pieceStride = 8

// hasRandomRun tells whether there is a run of fifteen characters or more, of both cases
// and with digits or signs, that goes on or comes from somewhere: as a split key's parts do.
// The hex of a blob is one, too.
func hasRandomRun(text []byte) bool {
	const shortest = 2*pieceStride - 1
	for at := 0; at+pieceStride <= len(text); {
		b := text[at : at+pieceStride]
		if classes[b[0]]&classes[b[2]]&classes[b[5]]&classes[b[7]]&inKey == 0 || !all(b, inKey) {
			at += pieceStride
			continue
		}
		start, end := runStart(text, at, inKey), runEnd(text, at+pieceStride, inKey)
		if hexMark(text[start:end]) > 0 && end-start > 2*credential.APIKeyLen {
			return true
		}
		if end-start >= shortest && hasOther(text[start:end]) && randomLike(text[start:end]) && (goesOnAt(text, start, end) || comesFrom(text, start)) {
			return true
		}
		at = end + 1
	}
	return false
}

// goesOnAt tells whether the run from start to end may go on: as another literal, or after
// an escape, a mail's soft line break, the end of a line within a list of lines.
func goesOnAt(text []byte, start, end int) bool {
	if isOneOf(byteAt(text, end), "\\%&") || isOneOf(byteAt(text, skipQuotes(text, end)), "\\") {
		return true
	}
	if byteAt(text, end) == '=' && is(byteAt(text, end+1), isSpace) {
		return true
	}
	next, kind := glueAt(text, end)
	return kind != noGlue && !isField(text, bounds{start, end}, next)
}

// comesFrom tells whether something before start goes on there.
func comesFrom(text []byte, start int) bool {
	for end := start - 1; end > max(0, start-longestGlue); end-- {
		if is(text[end], inRun) || !is(text[end-1], inRun) {
			continue
		}
		if next, kind := glueAt(text, end); kind != noGlue && next == start {
			return true
		}
	}
	return false
}

// isField tells whether a run is all of a field's value with another field behind it:
// "address": "RUN", "tag": …. What is put together of parts ends before a colon and begins
// behind one, and both names are too short to decode to something with the run.
func isField(text []byte, r bounds, next int) bool {
	if byteAt(text, r.end+1) != ',' || !follows(text, r.start, text[r.end]) {
		return false
	}
	stop := runEnd(text[:min(len(text), next+textRun)], next, inRun)
	colon := stop + 1
	for byteAt(text, colon) == ' ' {
		colon++
	}
	return r.end-r.start+stop-next < textRun && is(byteAt(text, stop), isQuote) && byteAt(text, colon) == ':'
}

// follows tells whether what begins at at is in quotes behind a colon.
func follows(text []byte, at int, quote byte) bool {
	if at--; at <= 0 || text[at] != quote || !is(quote, isQuote) {
		return false
	}
	for at > 0 && text[at-1] == ' ' {
		at--
	}
	return at > 0 && text[at-1] == ':'
}

func hasOther(text []byte) bool {
	for _, c := range text {
		if caseOf(c) == isOther {
			return true
		}
	}
	return false
}

// hasRow tells whether numbers, escapes or short literals follow each other in a row that
// can spell a key.
func hasRow(text []byte) bool {
	var numbers, escapes beat
	var parts literals
	for at, c := range text {
		if classes[c]&isMark == 0 {
			continue
		}
		switch {
		case c == ',':
			if numbers.add(at, 6) >= 40 {
				return true
			}
		case is(c, isQuote):
			if parts.add(text, at) {
				return true
			}
		case escapes.add(at, 8) >= 8:
			return true
		}
	}
	return hasHexPairs(text)
}

// beat counts marks that follow each other closely.
type beat struct{ last, count int }

// add notes a mark at at, and gives how many have come with at most gap bytes between.
func (b *beat) add(at, gap int) int {
	if b.count++; at-b.last > gap {
		b.count = 1
	}
	b.last = at
	return b.count
}

// literals joins short literals of one length that follow each other.
type literals struct {
	open   int // where the literal begins that is open, or 0
	close  int // where the last one ended
	length int
	joined []byte
}

// add notes a quote at at, and tells whether the literals so far look like a key's parts.
func (l *literals) add(text []byte, at int) bool {
	const longest, farthest, enough = 12, 8, 40
	body := text[min(l.open, at):at]
	if l.open == 0 || len(body) > longest || len(body) == 0 || !all(body, inKey) {
		if l.open = at + 1; at-l.close > farthest {
			l.joined = l.joined[:0]
		}
		return false
	}
	if len(body) != l.length || len(l.joined) > 2*enough {
		l.joined = l.joined[:0]
	}
	l.joined = append(l.joined, body...)
	l.open, l.close, l.length = 0, at, len(body)
	return len(l.joined) >= enough && randomLike(l.joined) && hasOther(l.joined)
}

// hasHexPairs tells whether there are two-digit numbers with blanks between.
func hasHexPairs(text []byte) bool {
	const width, pairs = 3, 16
	for at := 0; at+width*(pairs+1) <= len(text); at += width * pairs {
		for shift := range width {
			if text[at+shift] == ' ' && isRowOfPairs(text[at+shift:at+shift+width*pairs]) {
				return true
			}
		}
	}
	return false
}

func isRowOfPairs(text []byte) bool {
	for i := 0; i < len(text); i += 3 {
		if text[i] != ' ' || !is(text[i+1], isHex) || !is(text[i+2], isHex) {
			return false
		}
	}
	return true
}
