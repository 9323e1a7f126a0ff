package secrets

import (
	"bytes"
	"sort"
)

// mention is a place that names an owner: Kraken, a namesake, another exchange or service.
type mention struct {
	word
	weak bool // it names another value, or stands among other owners
}

const owners = ofKraken | ofNamesake | ofOther

// mentionsIn lists the owners named in a text, in order.
func mentionsIn(text []byte) []mention {
	var found []mention
	var last word
	wordsIn(text, 0, len(text), func(w word) {
		if w.class&ofPhrase != 0 && isPhrase(text, last, w) {
			w.class |= ofKraken
		}
		if w.class&owners != 0 {
			found = append(found, mention{w, w.class&ofPhrase == 0 && namesValue(text, w)})
		}
		last = w
	})
	weakenLists(text, found)
	return found
}

// isPhrase tells whether two words, with one sign or none between them, are a phrase of
// Kraken's.
func isPhrase(text []byte, a, b word) bool {
	if a.class&ofPhrase == 0 || b.start-a.end > 1 {
		return false
	}
	phrase := string(lower(text[a.start:a.end])) + "-" + string(lower(text[b.start:b.end]))
	return vocabulary().phrases[phrase]
}

// namesValue tells whether a word is in the name of some value on its line: that it
// speaks of, not of others. "exchange: kraken" and "kraken: {" do not.
func namesValue(text []byte, w word) bool {
	at := runEnd(text, w.end, inRun)
	for at < len(text) && (is(text[at], isQuote) || isOneOf(text[at], " .[]")) {
		at = runEnd(text, at+1, inRun)
	}
	if !isOneOf(byteAt(text, at), "=:") {
		return false
	}
	for at < len(text) && isOneOf(text[at], "=: \t>") {
		at++
	}
	return !isOneOf(byteAt(text, at), "\r\n{[(/|") && at < len(text)
}

// weakenLists marks mentions of different owners within one line: "kraken, binance".
func weakenLists(text []byte, found []mention) {
	for i := 1; i < len(found); i++ {
		a, b := &found[i-1], &found[i]
		if a.class&owners != b.class&owners && b.start-a.end < 60 && bytes.IndexByte(text[a.end:b.start], '\n') < 0 &&
			!bytes.ContainsAny(text[a.end:b.start], "{}") {
			a.weak, b.weak = true, true
		}
	}
}

// nearest gives the mention that speaks most for a value at at, of those from start to
// end: the nearest, but one above counts more than one below, one in the same paragraph
// more than one beyond a blank line, and what names another value least.
func nearest(text []byte, found []mention, start, end, at int) (mention, int, bool) {
	first := sort.Search(len(found), func(i int) bool { return found[i].start >= start })
	pivot := sort.Search(len(found), func(i int) bool { return found[i].start >= at })
	best, cost := mention{}, -1
	consider := func(i int) {
		if c := distance(text, found[i], at); cost < 0 || c < cost {
			best, cost = found[i], c
		}
	}
	const reach = 24 // mentions to each side
	for i := pivot - 1; i >= max(first, pivot-reach); i-- {
		consider(i)
	}
	for i := pivot; i < len(found) && found[i].start < end && i < pivot+reach; i++ {
		consider(i)
	}
	return best, cost, cost >= 0
}

// distance is how far a mention is from a value, in bytes with penalties.
func distance(text []byte, m mention, at int) int {
	const (
		weak, below, blank = 2000, 300, 400
		longest            = 4000
	)
	from, to, cost := m.end, at, 0
	if m.start >= at {
		from, to = at, m.start
		if bytes.IndexByte(text[from:min(to, from+longest)], '\n') >= 0 {
			cost += below
		}
	}
	cost += to - from
	if m.weak {
		cost += weak
	}
	if to > from && to-from < longest && bytes.Contains(text[from:to], []byte("\n\n")) {
		cost += blank
	}
	return cost
}
