package secrets

import (
	"bytes"
	"slices"
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

// judge decides on all candidates of a page, first each on its own, then by pairs.
func (p *page) judge(found []*candidate) {
	for _, c := range found {
		p.look(c)
		c.verdict = p.alone(c)
	}
	p.pairUp(found, false)
	p.pairUp(found, true)
}

// pairUp finds the halves of keys: of values that nothing speaks against, or of those that may
// be another owner's, where the other half has found none yet.
func (p *page) pairUp(found []*candidate, doubted bool) {
	var halves []*candidate
	for i, c := range found {
		for _, d := range found[i+1 : min(len(found), i+1+pairReach)] {
			if (c.doubted || d.doubted) == doubted && !(doubted && (c.paired || d.paired)) && p.pair(c, d) {
				halves = append(halves, c, d)
			}
		}
	}
	for _, c := range halves {
		c.paired, c.verdict = true, leaked
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
	if c.foreign() || d.foreign() || c.strange || d.strange || c.isSecretHalf() || d.isSecretHalf() || p.areCalledAlike(c, d) {
		return false
	}
	return countLines(p.text[c.end:d.start], pairLines+1) <= pairLines
}

// areCalledAlike tells whether two values have one name, where nothing says Kraken: halves have two.
func (p *page) areCalledAlike(c, d *candidate) bool {
	name := p.text[c.name.start:c.name.end]
	return c.owner&ofKraken == 0 && c.name.manner == assigned && len(name) > 0 && bytes.EqualFold(name, p.text[d.name.start:d.name.end])
}

// isSecretHalf tells whether what would be an API key is called a secret, where nothing says Kraken.
func (c *candidate) isSecretHalf() bool {
	said := union(c.name.words)
	return c.kind == credential.APIKey && c.owner&ofKraken == 0 && said&ofHidden != 0 && said&ofPublic == 0
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

// anothers tells whether a half alone is another owner's, known or not.
func (c *candidate) anothers() bool { return c.foreign() || c.strange || c.doubted }

// alone judges a candidate without its other half.
func (p *page) alone(c *candidate) verdict {
	switch {
	case c.denied():
		return other
	case c.anothers():
		return open // a pair may still speak up, unless it is foreign or strange too
	case c.owner&ofKraken == 0:
		return open
	case c.unpadded() && (c.about&ofFutures == 0 || c.weak):
		return open
	case c.direct, c.near && !c.callsItElse():
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

// callsItElse tells whether an API key's shape, which says little, has a name of its own that
// speaks neither of keys nor of nothing in particular: an order's id, a cursor.
func (c *candidate) callsItElse() bool {
	said := union(c.name.words)
	return c.kind == credential.APIKey && c.name.manner == assigned && c.name.start < c.name.end && said&ofSelector != 0 && !c.callsItKey()
}

// denied tells whether the value's own name or place says that it is no key.
func (c *candidate) denied() bool {
	said := union(c.name.words)
	ours := lastOwner(c.name.words)&ofKraken != 0
	switch {
	case c.name.manner == compared, said&ofCompared != 0, c.name.seals(), c.sealed, c.embedded:
		return true
	case isPurposeOf(c.name.label) && (!ours || said == ofKraken):
		return true
	case c.signature(), c.answers, c.hashed:
		return true
	case c.sent && !c.name.callee && said&(ofCredential|ofPassword|ofKraken) == 0:
		return true
	case !ours && said&(ofPurpose|ofOther|ofNamesake) != 0:
		return true
	case c.kind == credential.APIKey && namesAddress(c.name.words):
		return true
	case c.wrapped&(ofPurpose|ofSignature|ofSealed) != 0 && c.wrapped&ofKraken == 0:
		return true
	}
	return c.about&ofFix != 0 && said&ofCredential == 0 && c.kind == credential.PrivateKey
}

// isPurposeOf tells whether the words before a name say what the secret is for, and do not
// say Kraken after that: "server cookie secret: ".
func isPurposeOf(label []class) bool {
	return slices.ContainsFunc(label, isPurpose) && lastOwner(label)&ofKraken == 0
}

// namesAddress holds for "withdraw_key": the name of a saved address.
func namesAddress(words []class) bool {
	n := len(words)
	return n >= 2 && words[n-1]&ofCredential != 0 && words[n-2]&ofAddress != 0
}
