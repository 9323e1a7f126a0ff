package secrets

import "github.com/krakenlint/krakenlint/rules/credential"

// join puts together the literals that are written in parts: concatenated, adjacent or
// listed strings, continued lines, blocks of short lines. Only those are touched that
// then have the length of a credential or decode to text.
func join(parent *view) *view {
	text := parent.text
	w := rewriter{parent: parent}
	for at := nextPart(text, 0); at < len(text); at = nextPart(text, at) {
		c := chainAt(text, at)
		for _, whole := range c.wholes(text) {
			for i := whole.first + 1; i <= whole.last; i++ {
				w.replace(c[i-1].end, c[i].start, nil)
			}
		}
		at = c[len(c)-1].end + 1
	}
	return w.view()
}

// nextPart finds the next run that has something to be joined with.
func nextPart(text []byte, at int) int {
	for at < len(text) {
		if !is(text[at], inKey) {
			at++
			continue
		}
		end := runEnd(text, at, inRun)
		if _, kind := glueAt(text, end+padding(text, end)); kind != noGlue {
			return at
		}
		at = end + 1
	}
	return at
}

// chain is a row of parts that stand together.
type chain []part

// part is a run in a chain and how it is joined to the part before it.
type part struct {
	start, end int // with padding
	by         glue
}

// longestChain bounds the parts of one chain: an encoded file in short lines.
const longestChain = 1 << 16

func chainAt(text []byte, at int) chain {
	var c chain
	kind := noGlue
	for len(c) < longestChain {
		end := runEnd(text, at, inRun)
		end += padding(text, end)
		c = append(c, part{at, end, kind})
		if at, kind = glueAt(text, end); kind == noGlue {
			break
		}
	}
	return c
}

// stretch is a part of a chain, by the indices of its first and last parts.
type stretch struct{ first, last int }

// wholes gives the stretches of a chain that make up a credential or decode to text.
func (c chain) wholes(text []byte) []stretch {
	var found []stretch
	for first := 0; first < len(c); {
		last := c.value(text, first)
		if last < 0 {
			last = c.encoded(text, first)
		}
		if last > first {
			found = append(found, stretch{first, last})
		}
		first = max(first, last) + 1
	}
	return found
}

// value gives the last part of the credential that begins with the first one, or -1.
func (c chain) value(text []byte, first int) int {
	length := 0
	for i := first; i < len(c) && length <= credential.PrivateKeyLen; i++ {
		length += c[i].end - c[i].start
		if length != credential.APIKeyLen && length != credential.PrivateKeyLen || !c.complete(text, first, i) {
			continue
		}
		value := c.join(text, stretch{first, i})
		if _, ok := credential.ClassifyIn(credential.Futures, string(value)); ok {
			return i
		}
	}
	return -1
}

// complete tells whether the parts first to last can be all of a value: a list from
// bracket to bracket, a block of lines that does not go on with more of the same.
func (c chain) complete(text []byte, first, last int) bool {
	for i := first + 1; i <= last; i++ {
		if c[i].by == listed {
			return isOneOf(before(text, c[first].start), "[({") && isOneOf(after(text, c[last].end), "])}")
		}
	}
	if last == first || c[last].by != lines {
		return true
	}
	return !c.blob(text, first-1) && (last+1 == len(c) || c[last+1].by != lines || c.padded(text, last) || !c.blob(text, last+1))
}

func (c chain) padded(text []byte, i int) bool { return text[c[i].end-1] == '=' }

// blob tells whether a part is such as an encoded file is made of: random, and not the
// last of a value.
func (c chain) blob(text []byte, i int) bool {
	const shortest = 12
	if i < 0 {
		return false
	}
	body := text[c[i].start:c[i].end]
	whole := len(body) == credential.APIKeyLen || len(body) == credential.PrivateKeyLen
	return len(body) >= shortest && randomLike(body) && !c.padded(text, i) && !whole
}

// encoded gives the last part of the base64 or hex that begins with the first part, or -1.
// The middle of an encoded file is not looked at: it does not decode from there.
func (c chain) encoded(text []byte, first int) int {
	if c[first].by == lines && c.blob(text, first-1) {
		return -1
	}
	var prefix [Window / 2]byte
	n, last := 0, first
	for i := first; i < len(c) && n < len(prefix) && (i == first || !c.padded(text, i-1)); i++ {
		n += copy(prefix[n:], text[c[i].start:c[i].end])
		last = i
		if i-first == textPrefix && !decodesToText(prefix[:textPrefix]) {
			return -1 // soon, as the parts of a long chain are many
		}
	}
	if n < textRun || !promising(prefix[:n]) {
		return -1
	}
	for last+1 < len(c) && !c.padded(text, last) {
		last++
	}
	return last
}

// join returns the parts of a stretch without what stands between them.
func (c chain) join(text []byte, s stretch) []byte {
	var joined []byte
	for _, p := range c[s.first : s.last+1] {
		joined = append(joined, text[p.start:p.end]...)
	}
	return joined
}

// joins tells whether a run is the first part of a credential or of encoded text.
func joins(text []byte, r run) bool {
	text = text[:min(len(text), r.start+Window)]
	_, kind := glueAt(text, r.end+r.pad)
	if kind == noGlue || kind == lines && goesOn(text, r.start) {
		return false
	}
	return len(chainAt(text, r.start).wholes(text)) > 0
}

// goesOn tells whether the line that begins at at goes on with a block of lines: then the
// block's first line is the one to look at.
func goesOn(text []byte, at int) bool {
	end := at
	for end > 0 && is(text[end-1], isSpace) {
		end--
	}
	return end < at && end-runStart(text, end, inRun) >= keyPart
}

// before and after give the nearest sign outside a literal's quotes.
func before(text []byte, at int) byte {
	for at > 0 && is(text[at-1], isSpace|isQuote) {
		at--
	}
	if at == 0 {
		return 0
	}
	return text[at-1]
}

func after(text []byte, at int) byte {
	for at < len(text) && (is(text[at], isSpace|isQuote) || text[at] == ',') {
		at++
	}
	return byteAt(text, at)
}
