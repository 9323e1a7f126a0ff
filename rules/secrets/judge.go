package secrets

import (
	"bytes"
	"strings"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// verdict on a value of a key's shape.
type verdict uint8

const (
	open   verdict = iota // nothing speaks for Kraken
	leaked                // a Kraken credential
	other                 // something else: its name, its place or its owner say so
)

// page is a text whose values are judged: one view of a file, and the file's path.
type page struct {
	path     string
	text     []byte
	mentions []mention
	onPath   class // what the path says
	kraken   bool  // Kraken is named in the text or on the path
}

func newPage(path string, text []byte) *page {
	p := &page{path: path, text: text, mentions: mentionsIn(text)}
	clean := []byte(strings.ReplaceAll(path, "\\", "/"))
	p.onPath = union(classesIn(clean, 0, len(clean))) & (owners | ofFutures | ofSpot | ofCredential)
	named := p.onPath
	for _, m := range p.mentions {
		named |= m.class
	}
	p.kraken = named&ofKraken != 0
	return p
}

// candidate is a value of a key's shape and what its surroundings say of it.
type candidate struct {
	bounds
	value    string
	kind     credential.Kind
	name     name
	scopes   []scope
	owner    class // Kraken, another, or 0 where nobody is named
	near     bool  // the owner is named by the value's name, its scopes or lines close by
	direct   bool  // … by the value's own name
	about    class // what the scopes, the name and the lines close by are about
	sealed   bool  // it is in a sealed structure: ENC[…]
	tabled   class // what the columns of the table that it is in are about
	weak     bool  // the owner is named as another value's
	embedded bool  // it is the content of a data: URL
	armour   class // what the armour around it is of: -----BEGIN … -----, or 0

	verdict verdict
	paired  bool
}

// look collects what the surroundings of a value say.
func (p *page) look(c *candidate) {
	c.name = nameOf(p.text, c.start)
	if union(c.name.words)&^(ofPlain|ofType|ofSelector|ofCredential) == 0 && union(c.name.words)&ofPlain != 0 {
		p.nameBeside(c)
	}
	c.scopes = scopesOf(p.text, c.start)
	c.owner, c.near, c.direct = p.ownerOf(c)
	c.about = union(c.name.words) | union(c.name.left) | p.onPath
	for i, s := range c.scopes {
		label := union(classesIn(p.text, s.label, s.until))
		c.about |= label
		c.sealed = c.sealed || i < 2 && label&ofSealed != 0
		if i < 2 && !s.call && c.name.manner != assigned {
			c.tabled |= label
		}
	}
	c.embedded = isEmbedded(p.text[max(0, c.start-nearby):c.start])
	c.armour = armourOf(p.text, c.start)
	c.about |= union(classesIn(p.text, max(0, c.start-nearby), min(len(p.text), c.end+nearby))) & (ofFix | ofFutures | ofSpot | ofKraken)
}

// nearby is how many bytes around a value are read for what it is about.
const nearby = 400

// ownerOf tells whose key a value is by the nearest name: its own, then from the
// innermost scope outwards that of the scope and what is named in it, then the file's.
func (p *page) ownerOf(c *candidate) (owner class, near, direct bool) {
	if own := lastOwner(c.name.words); own != 0 {
		return own, true, true
	}
	if own := lastOwner(c.name.left); own != 0 {
		return own, true, false
	}
	for _, s := range c.scopes {
		if own := lastOwner(classesIn(p.text, s.label, s.until)); own != 0 {
			return own, true, s.call
		}
		if m, _, ok := nearest(p.text, p.mentions, s.start, s.end, c.start); ok {
			c.weak = m.weak
			return m.class & owners, true, false
		}
	}
	const close = 1500
	if m, cost, ok := nearest(p.text, p.mentions, 0, len(p.text), c.start); ok {
		c.weak = m.weak
		if own := p.onPath & owners; cost > close && own != 0 {
			return own, false, false
		}
		return m.class & owners, cost <= close, false
	}
	return p.onPath & owners, false, false
}

// lastOwner is the owner named last among words, or 0.
func lastOwner(words []class) class {
	for i := len(words) - 1; i >= 0; i-- {
		if own := words[i] & owners; own != 0 {
			return own
		}
	}
	return 0
}

// judge decides on all candidates of a page, first each on its own, then by pairs.
func (p *page) judge(found []*candidate) {
	for _, c := range found {
		p.look(c)
		c.verdict = c.alone()
	}
	for i, c := range found {
		for _, d := range found[i+1 : min(len(found), i+1+pairReach)] {
			if p.pair(c, d) {
				c.paired, d.paired = true, true
				c.verdict, d.verdict = leaked, leaked
			}
		}
	}
}

const (
	pairReach = 6    // candidates after one that are tried as its other half
	pairLines = 6    // lines between the halves of a pair
	pairBytes = 2048 // bytes between them
)

// pair tells whether two candidates are the halves of one key.
func (p *page) pair(c, d *candidate) bool {
	if c.kind == d.kind || c.verdict == other || d.verdict == other || d.start-c.end > pairBytes {
		return false
	}
	if len(c.value) == len(d.value) || c.foreign() || d.foreign() {
		return false
	}
	return countLines(p.text[c.end:d.start], pairLines+1) <= pairLines
}

func countLines(text []byte, limit int) int {
	lines := 0
	for i := 0; i < len(text) && lines < limit; i++ {
		if text[i] == '\n' {
			lines++
		}
	}
	return lines
}

// foreign tells whether the nearest owner is not Kraken.
func (c *candidate) foreign() bool { return c.owner != 0 && c.owner&ofKraken == 0 }

// alone judges a candidate without its other half.
func (c *candidate) alone() verdict {
	switch {
	case c.denied():
		return other
	case c.foreign():
		return open // a pair may still speak up, unless it is foreign too
	case c.owner&ofKraken == 0:
		return open
	case c.unpadded() && (c.about&ofFutures == 0 || c.weak):
		return open
	case c.direct, c.near:
		return leaked
	case c.callsItKey():
		return leaked
	}
	return open
}

func (c *candidate) unpadded() bool {
	return len(c.value) == credential.PrivateKeyLen && !strings.HasSuffix(c.value, "=")
}

// callsItKey tells whether the name speaks of keys, or the file's for a value that has a
// line for itself.
func (c *candidate) callsItKey() bool {
	said := union(c.name.words) | union(c.name.left)
	if c.name.manner == unnamed {
		said |= c.about
	}
	return said&(ofCredential|ofPassword) != 0
}

// denied tells whether the value's own name or place says that it is no key.
func (c *candidate) denied() bool {
	said := union(c.name.words)
	ours := said&ofKraken != 0
	switch {
	case c.name.manner == compared, said&ofCompared != 0, said&ofSealed != 0, c.sealed, c.embedded:
		return true
	case c.signature():
		return true
	case !ours && said&(ofPurpose|ofOther|ofNamesake) != 0:
		return true
	case c.kind == credential.APIKey && namesAddress(c.name.words):
		return true
	case c.armour&(ofPurpose|ofSignature) != 0 && c.armour&ofKraken == 0:
		return true
	}
	return c.about&ofFix != 0 && said&ofCredential == 0 && c.kind == credential.PrivateKey
}

// signature tells whether the name is that of a signature or a digest; where the name
// says nothing, whether the line or the list does. What is given to a function that
// signs is the key.
func (c *candidate) signature() bool {
	said := union(c.name.words)
	switch {
	case c.name.callee:
		return said&ofSignature != 0 && said&ofType != 0 || c.tabled&(ofSignature|ofCompared) != 0
	case said&^(ofPlain|ofType|ofSelector|ofPhrase) == 0 || c.name.manner == unnamed || c.name.manner == spoken:
		return endsIn(append(c.name.left, c.name.words...), ofSignature) || c.tabled&(ofSignature|ofCompared) != 0
	}
	return endsIn(c.name.words, ofSignature)
}

// endsIn tells whether a word of class stands in a name with no word of keys after it.
func endsIn(words []class, of class) bool {
	for i := len(words) - 1; i >= 0; i-- {
		if words[i]&of != 0 {
			return true
		}
		if words[i]&ofCredential != 0 {
			return false
		}
	}
	return false
}

// namesAddress holds for "withdraw_key": the name of a saved address.
func namesAddress(words []class) bool {
	n := len(words)
	return n >= 2 && words[n-1]&ofCredential != 0 && words[n-2]&ofAddress != 0
}

// isEmbedded tells whether text ends in the beginning of a data: URL of something binary.
func isEmbedded(text []byte) bool {
	if !bytes.HasSuffix(text, []byte(";base64,")) {
		return false
	}
	start := bytes.LastIndex(text, []byte("data:"))
	return start >= 0 && !bytes.HasPrefix(text[start:], []byte("data:text"))
}

// armourOf gives what the armour around a place says it holds, or 0 where there is none.
func armourOf(text []byte, at int) class {
	const reach = 4 << 10
	above := text[max(0, at-reach):at]
	begin := bytes.LastIndex(above, []byte("-----BEGIN "))
	if begin < 0 || bytes.Contains(above[begin:], []byte("-----END ")) {
		return 0
	}
	return union(classesIn(above, begin, lineEnd(above, begin)))
}

// nameBeside names a value that is called "value" by the name that stands beside it:
// {"name": "API-Sign", "value": …}.
func (p *page) nameBeside(c *candidate) {
	const reach = 200
	start := max(0, c.name.start-reach)
	best := name{}
	for _, m := range selections(p.text, start, c.name.start) {
		best = m // the last one before the value
	}
	if best.end == 0 {
		for _, m := range selections(p.text, c.end, min(len(p.text), c.end+reach)) {
			best = m
			break
		}
	}
	if best.end != 0 {
		c.name.words = append(c.name.words, best.words...)
	}
}
