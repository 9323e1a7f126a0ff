package secrets

// hasPieces tells whether a text that names Kraken, and has no candidate that shows by
// itself, has what a credential can be put together from: a random-looking run, parts of
// one in short literals, a row of escapes or a list of numbers.
func hasPieces(text []byte) bool {
	return hasRandomRun(text) || hasRow(text)
}

// pieceStride makes every run of twice its length, less one, hold a whole block.
const pieceStride = 8

// hasRandomRun tells whether there is a run of fifteen characters or more, of both cases
// and with digits or signs, that goes on somewhere: as the parts of a split key do.
func hasRandomRun(text []byte) bool {
	const shortest = 2*pieceStride - 1
	for at := 0; at+pieceStride <= len(text); {
		b := text[at : at+pieceStride]
		if classes[b[0]]&classes[b[2]]&classes[b[5]]&classes[b[7]]&inKey == 0 || !all(b, inKey) {
			at += pieceStride
			continue
		}
		start, end := runStart(text, at, inKey), runEnd(text, at+pieceStride, inKey)
		if end-start >= shortest && hasOther(text[start:end]) && randomLike(text[start:end]) && goesOnAt(text, end) {
			return true
		}
		at = end + 1
	}
	return false
}

// goesOnAt tells whether what ends at end may go on: as another literal, or after an
// escape, a mail's soft line break, the end of a line within a list of lines.
func goesOnAt(text []byte, end int) bool {
	if isOneOf(byteAt(text, end), "\\%&") || isOneOf(byteAt(text, skipQuotes(text, end)), "\\") {
		return true
	}
	if byteAt(text, end) == '=' && is(byteAt(text, end+1), isSpace) {
		return true
	}
	_, kind := glueAt(text, end)
	return kind != noGlue
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
