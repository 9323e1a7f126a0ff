package secrets

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
)

// ownership is whose key a value is by the nearest name.
type ownership struct {
	owner  class // Kraken, another, or 0 where nobody is named
	direct bool  // by the value's own name
	near   bool  // by that, its scopes or lines close by
	weak   bool  // by the name of another value only
	beside bool  // Kraken is named in a structure beside the value's own
	inside bool  // a structure around the value has the owner's name
	plain  bool  // and no other
	passed int   // how many scopes lie between the value and the owner's name
	by     mention
}

// ownerOf tells whose key a value is: its own name's, then from the innermost scope
// outwards that of the scope and of what is named in it, then the file's.
func (p *page) ownerOf(c *candidate) ownership {
	if own := lastOwner(c.name.words); own != 0 {
		return ownership{owner: own, direct: true, near: true}
	}
	if own := lastOwner(c.name.left); own != 0 {
		return ownership{owner: own, near: true, by: p.mentionBefore(c.name.start)}
	}
	s := survey{page: p, at: c.start}
	for i, scope := range c.scopes {
		words := classesIn(p.text, scope.label, scope.until)
		if own := lastOwner(words); own != 0 {
			if own == ofKraken && hasUnknown(p.text, scope.label, scope.until) && p.isOfAnotherType(scope) {
				own = ofOther
			}
			return ownership{owner: own, direct: scope.call, near: true, beside: s.beside, inside: true, plain: isPlain(words), passed: i}
		}
		if m, _, ok := s.nearest(scope.start, scope.end); ok {
			return ownership{owner: m.class & owners, near: true, weak: m.weak, beside: s.beside, passed: i, by: m}
		}
	}
	const close = 1500
	m, cost, ok := s.nearest(0, len(p.text))
	if own := p.onPath & owners; own != 0 && (!ok || cost > close) {
		return ownership{owner: own, beside: s.beside, passed: len(c.scopes)}
	}
	return ownership{owner: m.class & owners, near: ok && cost <= close, weak: m.weak, beside: s.beside, passed: len(c.scopes), by: m}
}

// isOfAnotherType tells whether a structure has a type or a provider that is another owner:
// [kraken-archive] with "type = azureblob".
func (p *page) isOfAnotherType(s scope) bool {
	return slices.ContainsFunc(selections(p.text, s.start, min(s.end, s.start+longestLine), ofType|ofVenue), func(n name) bool {
		own := lastOwner(n.words)
		return own != 0 && own&ofKraken == 0
	})
}

// isPlain tells whether a name says whose keys it is about and not of which program.
func isPlain(words []class) bool {
	for _, w := range words {
		if w&(ofKraken|ofCredential|ofVenue|ofType|ofFutures|ofSpot|ofPlain|ofSelector) == 0 {
			return false
		}
	}
	return true
}

// lastOwner is the owner named last among words, or 0. What follows a program's own name
// is its: the secret in KRAKEN_SESSION_SECRET is of the sessions. What ends a name says
// where a key is used: KRAKEN_KEY_STORAGE.
func lastOwner(words []class) class {
	for i := len(words) - 1; i >= 0; i-- {
		own := words[i] & owners
		if own == ofKraken && namesPurpose(words[i+1:]) {
			return 0
		} else if own != 0 {
			return own
		}
	}
	return 0
}

func namesPurpose(words []class) bool {
	if n := len(words) - 1; n > 0 && words[n-1]&ofCredential != 0 {
		words = words[:n]
	}
	return slices.ContainsFunc(words, isPurpose)
}

// isPurpose tells whether a word says what a secret is for, and is no word that may also
// qualify anybody's key.
func isPurpose(word class) bool { return word&ofPurpose != 0 && word&ofGeneric == 0 }

// survey looks for the mention that speaks most for the value at a place.
type survey struct {
	page   *page
	at     int
	beside bool // one was passed over that speaks of a structure beside the value's
}

// ranked is a mention and how far it is, as distance measures it.
type ranked struct {
	mention
	cost int
}

// reach is how many mentions to each side of a value are considered.
const reach = 24

// nearest gives the mention that speaks most for the value, of those from start to end.
// The name of a structure speaks only of what is in it, and its scopes have asked for that
// already; so does the name of the exchange in a structure.
func (s *survey) nearest(start, end int) (mention, int, bool) {
	for _, m := range s.ranking(start, end) {
		if s.page.isAside(m.mention, s.at) {
			continue
		}
		if !m.scoped || !m.head && s.page.isAbout(m.start, s.at) {
			return m.mention, m.cost, true
		}
		s.beside = s.beside || m.class&ofKraken != 0
	}
	return mention{}, 0, false
}

// isAside tells whether another owner is named in the comment behind some other value than
// the one at at: "passphrase: ”, // GDAX only".
func (p *page) isAside(m mention, at int) bool {
	start := lineStart(p.text, m.start)
	if m.class&ofKraken != 0 || start == lineStart(p.text, at) {
		return false
	}
	line := p.text[max(start, m.start-longestLine):m.start]
	for _, sign := range []string{" // ", " # ", " -- ", " ; "} {
		if i := bytes.Index(line, []byte(sign)); i > 0 && bytes.ContainsAny(line[:i], "=:") {
			return true
		}
	}
	return false
}

// mentionsAround gives the mentions to each side of a place that are considered.
func (p *page) mentionsAround(at int) []mention {
	pivot := p.mentionAt(at)
	return p.mentions[max(0, pivot-reach):min(len(p.mentions), pivot+reach)]
}

// mentionBefore gives the last mention before a place, or none.
func (p *page) mentionBefore(at int) mention {
	if i := p.mentionAt(at); i > 0 {
		return p.mentions[i-1]
	}
	return mention{}
}

// mentionAt gives the index of the first mention from at on.
func (p *page) mentionAt(at int) int {
	return sort.Search(len(p.mentions), func(i int) bool { return p.mentions[i].start >= at })
}

// isAbout tells whether a mention in a structure speaks of what is at at.
func (p *page) isAbout(mention, at int) bool {
	if !p.isBeside(mention, at) {
		return true
	}
	described := mention
	if !p.isExhausted() {
		described = p.describing(mention)
	}
	return described != mention && !p.isBeside(described, at)
}

// describing is where what describes a structure from inside of one of its members, as
// Kubernetes' metadata does, has the same meaning in the structure itself.
func (p *page) describing(at int) int {
	p.effort += min(at, farthestUp)
	for _, s := range scopesOf(p.text, at) {
		if s.says(p.text)&ofMeta == 0 {
			break
		}
		at = s.label + runEnd(p.text[s.label:s.until], 0, isSpace)
	}
	return at
}

func (s *survey) ranking(start, end int) []ranked {
	p := s.page
	pivot := p.mentionAt(s.at)
	var all []ranked
	for _, m := range p.mentions[max(p.mentionAt(start), pivot-reach):max(pivot, min(p.mentionAt(end), pivot+reach))] {
		all = append(all, ranked{m, distance(p.text, m, s.at)})
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.cost, b.cost) })
	return all
}

// distance is how far a mention is from a value, in bytes with penalties: one above
// counts more than one below, one in the same paragraph more than one beyond a blank
// line, and what names another value least.
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

// isBeside tells whether the structure that a mention is directly in does not hold the
// value: going from the value to it, one leaves structures and then enters another.
func (p *page) isBeside(mention, at int) bool {
	const farthest = 8 << 10
	if mention-at > farthest || at-mention > farthest || p.isExhausted() {
		return true
	}
	p.effort += max(mention-at, at-mention)
	w := way{text: p.text, from: at, indent: contentIndent(p.text, at)}
	if mention < at {
		return w.up(at, mention)
	}
	return w.down(at, mention)
}

// isExhausted tells whether telling structures apart has taken as long as it may.
func (p *page) isExhausted() bool { return p.effort > effortPerByte*len(p.text)+farthestUp }

// effortPerByte bounds the work on one page, for hostile input.
const effortPerByte = 64

// way goes from a value to a mention.
type way struct {
	text          []byte
	from          int  // the value
	depth, lowest int  // of brackets, against the value's; the lowest on the way
	indent        int  // the least indentation on the way
	section       bool // a section's head was passed
	document      bool // the dashes between two documents were
}

// step crosses a bracket that, in this direction, opens or closes a structure.
func (w *way) step(c byte, opens, closes string) {
	switch {
	case isOneOf(c, opens):
		w.depth++
	case isOneOf(c, closes):
		w.depth--
		w.lowest = min(w.lowest, w.depth)
	}
}

func (w *way) up(at, mention int) bool {
	w.indent = min(w.indent, lineIndent(w.text, at))
	for i := at - 1; i >= mention; i-- {
		w.step(w.text[i], ")]}", "([{")
		if w.text[i] == '\n' && lineStart(w.text, i) > mention {
			w.enter(lineStart(w.text, i))
		}
	}
	return w.beside(mention)
}

func (w *way) down(at, mention int) bool {
	for i := at; i < mention; i++ {
		w.step(w.text[i], "([{", ")]}")
		if w.text[i] == '\n' {
			w.enter(i + 1)
		}
	}
	return w.beside(mention)
}

// enter passes over a line. YAML parts documents by dashes.
func (w *way) enter(start int) {
	line := bytes.TrimSpace(w.text[start:lineEnd(w.text, start)])
	if len(line) == 0 {
		return
	}
	w.indent = min(w.indent, lineIndent(w.text, start))
	w.section = w.section || isSection(line)
	w.document = w.document || string(line) == "---"
}

func (w *way) beside(mention int) bool {
	if w.section && mention < w.from && !inSection(w.text, mention) {
		w.section, w.indent = false, 0 // what stands above all sections is said of each
	}
	return w.depth > w.lowest || w.section || w.document || w.depth == 0 && contentIndent(w.text, mention) > w.indent
}

// inSection tells whether there is the head of a section above a place.
func inSection(text []byte, at int) bool {
	return slices.ContainsFunc(scopesOf(text, at), func(s scope) bool { return byteAt(text, s.label) == '[' })
}

// lineIndent is the column of the first sign of the line around at, contentIndent that of
// the first sign after the dashes of a list.
func lineIndent(text []byte, at int) int {
	start := lineStart(text, at)
	return runEnd(text, start, isSpace) - start
}

func contentIndent(text []byte, at int) int {
	w := walk{text: text}
	indent, _ := w.margin(lineStart(text, at))
	return indent
}
