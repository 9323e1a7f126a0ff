package secrets

import (
	"bytes"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// A value may be somebody's whom we do not know: no list of exchanges and services is
// complete. What gives them away is a name that is neither Kraken's nor anybody's.

// stranger tells whether a value is another owner's: its own name or structure is called
// something, while Kraken names only other values, a structure beside, or what is called
// alike but for that word.
func (p *page) stranger(c *candidate) bool {
	switch {
	case c.direct:
		return false
	case c.listed, p.isVariant(c), p.isGivenToVariant(c), p.isLabelledApart(c), p.isTitledAlike(c), p.isAtAnother(c), p.isInOthersFile(c):
		return true
	case (c.by.end == 0 || c.passed > 0) && !c.inside && len(c.scopes) > 0 && p.hasPurpose(c.scopes[0]):
		return true // and nothing in it says Kraken
	case c.weak && c.name.manner == assigned && p.hasUnknownName(c), p.hasForeignMember(c):
		return true
	}
	return c.beside && p.inOthers(c)
}

// hasForeignMember tells whether the structure around a value has a member that only other
// exchanges ask for, and is not Kraken's by name: a configuration may have all members for
// everybody.
func (p *page) hasForeignMember(c *candidate) bool {
	if len(c.scopes) == 0 || c.inside || c.by.end > 0 && c.passed == 0 {
		return false
	}
	s := c.scopes[0]
	called := classesIn(p.text, max(lineStart(p.text, s.label), s.label-longestLine), s.until)
	return lastOwner(called)&ofKraken == 0 && p.hasMember(c, ofForeign)
}

// inOthers tells whether the structure around a value is for something else than keys, or
// has a name that we do not know.
func (p *page) inOthers(c *candidate) bool {
	for _, s := range c.scopes[:min(len(c.scopes), 2)] {
		if p.hasPurpose(s) || hasUnknown(p.text, s.label, s.until) {
			return true
		}
		for _, field := range selections(p.text, s.start, min(s.end, s.start+longestLine), ofSelector|ofVenue) {
			if hasUnknown(p.text, field.start, field.end) {
				return true
			}
		}
	}
	return false
}

// isVariant tells whether the name of a value, or what it is given to, is called as
// something of Kraken's is but for that word: ccxt.zorda beside ccxt.kraken, zorda.New
// beside krakenapi.New.
func (p *page) isVariant(c *candidate) bool {
	called := []bounds{{c.name.start, c.name.end}}
	for _, s := range c.scopes[:min(len(c.scopes), 2)] {
		if s.call {
			called = append(called, bounds{s.label, s.until})
		}
	}
	return slices.ContainsFunc(called, func(b bounds) bool {
		return p.variesFromKraken(p.text[b.start:b.end], c.start) || p.variesInLine(b)
	})
}

// variesInLine tells whether a statement as far as what it calls, or an import of that, is
// also on the page with Kraken's name: zorda = new Zorda(…) beside kraken = new Kraken(…).
func (p *page) variesInLine(called bounds) bool {
	const farthest, shortest = 4 << 10, 4
	start := max(lineStart(p.text, called.start), called.start-longestLine)
	around := lower(p.text[max(0, start-farthest):min(len(p.text), called.end+farthest)])
	statement := lower(p.text[start:called.end])
	for _, word := range humps(statement) {
		if len(word) < shortest || !hasUnknown([]byte(word), 0, len(word)) {
			continue
		}
		if bytes.Count(statement, []byte(word)) > 1 && bytes.Contains(around, bytes.ReplaceAll(statement, []byte(word), []byte(kraken))) {
			return true
		}
		for line := range bytes.Lines(p.imports()) {
			if other := bytes.ReplaceAll(line, []byte(word), []byte(kraken)); !bytes.Equal(other, line) && bytes.Contains(p.imports(), other) {
				return true
			}
		}
	}
	return false
}

// isGivenToVariant tells whether a value is given to a variable that was made so:
// b = new Spec(ZordaExchange.class); b.setSecretKey(…).
func (p *page) isGivenToVariant(c *candidate) bool {
	const farthest, longest = 4 << 10, 32
	end := runEnd(p.text[:c.name.end], c.name.start, inRun)
	if end == c.name.start || end-c.name.start > longest || byteAt(p.text, end) != '.' {
		return false
	}
	low := max(0, c.name.start-farthest)
	variable := " " + string(p.text[c.name.start:end]) + " "
	at := low + bytes.LastIndex(p.text[low:c.name.start], []byte(variable+"="))
	if at < low {
		return false
	}
	made := p.text[at+len(variable) : max(at+len(variable), min(lineEnd(p.text, at+1), at+longestLine))]
	for _, called := range bytes.FieldsFunc(made, func(r rune) bool { return r > 127 || r != '.' && !is(byte(r), inRun) }) {
		if p.variesFromKraken(called, c.start) {
			return true
		}
	}
	return false
}

// variesFromKraken tells whether a name is one of Kraken's, of those around at, but for
// that word.
func (p *page) variesFromKraken(called []byte, at int) bool {
	if !hasUnknown(called, 0, len(called)) {
		return false
	}
	words := humps(called)
	for _, m := range p.mentionsAround(at) {
		if m.class&ofKraken != 0 && isVariantOf(words, humps(qualified(p.text, m.word))) {
			return true
		}
	}
	return false
}

// isVariantOf tells whether two names are one but for a word, where one says Kraken and
// the other something that we do not know.
func isVariantOf(words, krakens []string) bool {
	if len(words) != len(krakens) || len(words) < 2 {
		return false
	}
	different := -1
	for i := range words {
		if words[i] == krakens[i] {
			continue
		}
		if different >= 0 {
			return false
		}
		different = i
	}
	return different >= 0 && strings.Contains(krakens[different], kraken) && hasUnknown([]byte(words[different]), 0, len(words[different]))
}

// humps are the words of a name in lower case.
func humps(text []byte) []string {
	var words []string
	for at := 0; at < len(text); {
		stop := humpEnd(text, at, len(text))
		if stop > at {
			words = append(words, string(lower(text[at:stop])))
		}
		at = max(stop, at+1)
	}
	return words
}

// qualified is the name that a word stands in with what it is selected from.
func qualified(text []byte, w word) []byte {
	const longest = 48
	b := bounds{w.start, w.end}
	for b.start > max(0, w.start-longest) && (is(text[b.start-1], inRun) || isOneOf(text[b.start-1], ".:$")) {
		b.start--
	}
	for b.end < min(len(text), w.end+longest) && (is(text[b.end], inRun) || text[b.end] == '.') {
		b.end++
	}
	return text[b.start:b.end]
}

// doubtful tells whether one half alone may well be another owner's, because Kraken is
// named outside of a structure that is something else's, or the value is called somebody's
// key where Kraken is only spoken of.
func (p *page) doubtful(c *candidate) bool {
	if c.kind == credential.PrivateKey && c.name.isPublic() {
		return true
	}
	if p.isToken(c) {
		return true
	}
	if c.direct || c.owner&ofKraken == 0 {
		return false
	}
	for _, s := range c.scopes[:c.passed] {
		if p.isOthers(c, s) {
			return true
		}
	}
	if !c.inside && len(c.scopes) > 0 && p.hasPurpose(c.scopes[0]) {
		return true
	}
	said := union(c.name.words)
	switch {
	case c.inside:
		return false
	case c.name.manner == assigned && (p.isInKeysLine(c.by, c) || p.isBelowKeys(c)):
		return true
	case said&ofFramework != 0, said&ofPassword != 0 && c.kind == credential.PrivateKey:
		return !p.isSelectedFor(c) && !p.isHeading(c) && (said&ofFramework != 0 || !p.asksFor(c.by, ofHalf))
	case p.isListedApart(c):
		return true
	case p.isTitledApart(c):
		return !p.vouched(c)
	case c.name.manner == assigned && said == 0 && union(c.name.left)&(ofCredential|ofPassword) == 0:
		return !p.asksForKey(c.by) && p.isSomebodys(c, c.name.start, c.name.end)
	case c.name.manner == unnamed || c.name.callee || said&ofCredential == 0:
		return false
	}
	return p.isSomebodys(c, c.name.start, c.name.end) || p.isSomebodys(c, c.name.beside.start, c.name.beside.end)
}

// isToken tells whether a value of an API key's shape is called a token and neither a key
// nor the API's, where that is not Kraken's own name for it: Kraken gives tokens to subscribe
// with that expire.
func (p *page) isToken(c *candidate) bool {
	words := humps(p.text[c.name.start:c.name.end])
	isWord := func(word string) bool { return slices.Contains(words, word) }
	if c.kind != credential.APIKey || len(words) == 0 || words[len(words)-1] != "token" || isWord("api") || isWord("key") {
		return false
	}
	named := c.direct || c.inside && c.passed == 0
	return !named && !p.asksFor(c.by, ofHalf) || isWord("ws") || isWord("websocket") || isWord("websockets")
}

// hasUnknownName tells whether what a value is called, or the field beside it that names
// it, has a word that we do not know.
func (p *page) hasUnknownName(c *candidate) bool {
	return hasUnknown(p.text, c.name.start, c.name.end) || hasUnknown(p.text, c.name.beside.start, c.name.beside.end)
}

// isInOthersFile tells whether a value stands in a file that is called after another owner,
// and only a comment speaks of Kraken, and of no key.
func (p *page) isInOthersFile(c *candidate) bool {
	base := []byte(p.path[strings.LastIndexAny(p.path, `/\`)+1:])
	if union(classesIn(base, 0, len(base)))&owners != ofOther || c.by.end == 0 || c.inside {
		return false
	}
	start := max(lineStart(p.text, c.by.start), c.by.start-longestLine)
	said := union(classesIn(p.text, start, lineEnd(p.text, c.by.start)))
	return commentSign(p.text[start:c.by.start]) != nil && said&(ofHalf|ofPassword) == 0
}

// isAtAnother tells whether the structure around a value says that it is for an exchange
// that we do not know: exchange: zorda, or <exchange name="zorda">.
func (p *page) isAtAnother(c *candidate) bool {
	another := false
	for i, s := range c.around(p.text) {
		fields := ofExchange
		if s.says(p.text)&ofExchange != 0 {
			fields |= ofSelector
			another = another || p.isAnother(selections(p.text, s.label, s.until, ofSelector))
		}
		found := selections(p.text, max(s.start, c.start-nearby), min(s.end, c.end+nearby), fields)
		if i == 0 && slices.ContainsFunc(found, func(n name) bool { return union(n.words)&ofKraken != 0 }) {
			return false
		}
		another = another || i == 0 && p.isAnother(found)
	}
	return another
}

// isAnother tells whether one of the values of fields is a name that we do not know.
func (p *page) isAnother(fields []name) bool {
	return slices.ContainsFunc(fields, func(n name) bool {
		return union(n.words)&owners == 0 && hasUnknown(p.text, n.start, n.end)
	})
}

// around gives the innermost two structures around a value, or else its paragraph.
func (c *candidate) around(text []byte) []scope {
	if len(c.scopes) > 0 {
		return c.scopes[:min(len(c.scopes), 2)]
	}
	start, end := max(0, c.start-nearby), min(len(text), c.end+nearby)
	if i := bytes.LastIndex(text[start:c.start], []byte("\n\n")); i >= 0 {
		start += i + 1
	}
	if i := bytes.Index(text[c.end:end], []byte("\n\n")); i >= 0 {
		end = c.end + i
	}
	return []scope{{start: start, end: end}}
}

// isOthers tells whether a structure between a value and Kraken's name is for something
// else: sessions, a database, somebody unknown.
func (p *page) isOthers(c *candidate, s scope) bool {
	client := s.call && s.says(p.text)&ofClient != 0
	return p.hasPurpose(s) || !c.plain && (p.isKey(s) || client) && p.isSomebodys(c, s.label, s.until)
}

// hasPurpose tells whether a structure is called after what keeps secrets of its own, as
// sessions and databases do, and anything else may not be called so.
func (p *page) hasPurpose(s scope) bool {
	return slices.ContainsFunc(classesIn(p.text, s.label, s.until), isPurpose)
}

// isSomebodys tells whether a name has a word that we do not know and that nothing
// vouches for: where Kraken's own name does for the page, it must be imported, too.
func (p *page) isSomebodys(c *candidate, start, end int) bool {
	return hasUnknown(p.text, start, end) && (!p.vouched(c) || p.isImported(start, end))
}

// isKey tells whether a structure is the value of a name, as in data, and not a function
// or a class.
func (p *page) isKey(s scope) bool {
	switch label := bytes.Trim(p.text[s.label:s.until], " \t-\"'"); {
	case len(label) == 0 || s.call:
		return false
	case isOneOf(byteAt(p.text, s.start), "{["):
		return label[0] == '[' || bytes.ContainsAny(p.text[s.until:max(s.until, s.start)], ":=")
	case byteAt(p.text, s.until) == '>':
		return true // an element's tag
	default:
		return all(bytes.ReplaceAll(label, []byte("."), nil), inRun)
	}
}

// vouched tells whether the mention that speaks for a value speaks for whatever is near
// it: as what is selected in the structure around it, as a heading, as an import or as
// the name of the file.
func (p *page) vouched(c *candidate) bool {
	if m := c.by; m.end > 0 {
		return p.isSelectedFor(c) || p.isHeading(c) || len(p.imports()) > 0
	}
	base := []byte(p.path[strings.LastIndexAny(p.path, `/\`)+1:])
	return union(classesIn(base, 0, len(base)))&ofKraken != 0 && !hasUnknown(base, 0, bytes.IndexByte(append(base, '.'), '.'))
}

// isSelectedFor tells whether Kraken is the exchange of a structure around a value.
func (p *page) isSelectedFor(c *candidate) bool {
	return c.by.scoped && !c.by.weak && c.passed < len(c.scopes)
}

// isHeading tells whether the mention that speaks for a value is on a line above it, in
// the same paragraph, that says nothing else, or only whose: Bob's Kraken account.
func (p *page) isHeading(c *candidate) bool {
	const longest = 400
	m := c.by
	if m.start > c.start || c.start-m.start > longest || bytes.Contains(p.text[m.start:c.start], []byte("\n\n")) {
		return false
	}
	start, end := lineStart(p.text, m.start), lineEnd(p.text, m.start)
	if m.end == 0 || end >= c.start || bytes.ContainsAny(p.text[start:end], "=(") {
		return false
	}
	owner := bytes.Index(p.text[start:end], []byte("'s "))
	if owner > 0 && p.isNamedAfter(c, runStart(p.text, start+owner, isWord), start+owner) {
		return !hasUnknown(p.text, start+owner+1, end)
	}
	return !hasUnknown(p.text, start, end)
}

// isNamedAfter tells whether a word is one of those in a value's name.
func (p *page) isNamedAfter(c *candidate, start, end int) bool {
	return slices.Contains(humps(p.text[c.name.start:c.name.end]), string(lower(p.text[start:end])))
}

// isInKeysLine tells whether a mention is in a line that gives the half of Kraken's key that a
// value would be another value: what is not called so beside it is not Kraken's.
func (p *page) isInKeysLine(m mention, c *candidate) bool {
	start := max(lineStart(p.text, m.start), m.start-longestLine)
	sign := bytes.IndexAny(p.text[start:lineEnd(p.text, m.start)], "=:")
	if m.end == 0 || sign < 0 || bytes.IndexByte(p.text[start:start+sign], '(') >= 0 || lineStart(p.text, c.start) == lineStart(p.text, m.start) {
		return false
	}
	words := classesIn(p.text, start, start+sign)
	if n := len(words); n == 0 || words[n-1]&ofSelector != 0 && words[n-1]&ofHalf == 0 {
		return false // a key's name or number
	}
	said := union(words)
	return said&ofKraken != 0 && said&ofHalf != 0 && (said&ofHidden != 0) == (c.kind == credential.PrivateKey)
}

// isBelowKeys tells whether a paragraph in which Kraken's keys are called so ends between the
// mention that speaks for a value and the value.
func (p *page) isBelowKeys(c *candidate) bool {
	end := bytes.LastIndex(p.text[c.by.end:max(c.by.end, min(c.start, c.by.end+nearby))], []byte("\n\n"))
	if c.by.end == 0 || end < 0 {
		return false
	}
	return slices.ContainsFunc(p.mentions[p.mentionAt(c.by.end):p.mentionAt(c.by.end+end)], func(m mention) bool { return p.isInKeysLine(m, c) })
}

// asksForKey tells whether a mention speaks of a key: what then comes needs no name.
func (p *page) asksForKey(m mention) bool { return p.asksFor(m, ofCredential|ofPassword) }

// asksFor tells whether a word of a class stands beside a mention.
func (p *page) asksFor(m mention, of class) bool {
	const close = 40
	around := classesIn(p.text, max(0, m.start-close), min(len(p.text), m.end+close))
	return m.end > 0 && union(around)&of != 0
}
