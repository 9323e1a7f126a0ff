package secrets

import (
	"bytes"
	"strings"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// page is a text whose values are judged: one view of a file, and the file's path.
type page struct {
	path     string
	text     []byte
	mentions []mention
	onPath   class  // what the path says
	kraken   bool   // Kraken is named in the text or on the path
	markup   bool   // it is XML or HTML
	alias    bool   // the text names a namesake: what is called just Kraken, and not by the value itself, is that
	effort   int    // bytes walked to tell structures apart
	table    table  // the last one that a value was in
	imported []byte // see imports
}

func newPage(path string, text []byte) *page {
	p := &page{path: path, text: text, mentions: mentionsIn(text), onPath: onPath(path), markup: isMarkup(text)}
	var named class
	for _, m := range p.mentions {
		named |= m.class
	}
	p.kraken = (named|p.onPath)&ofKraken != 0
	p.alias = named&ofAlias != 0 && named&(ofExchange|ofPhrase) == 0
	return p
}

// partsOfPath parts the names on a path, which would be one run, and takes the language
// from them: kraken-js is a directory of what does something for Kraken in it.
var partsOfPath = strings.NewReplacer("\\", " ", "/", " ", "-js", " ", "_js", " ", ".js", " ")

// onPath is what a file's name and its directories' say.
func onPath(path string) class {
	names := []byte(partsOfPath.Replace(path))
	return union(classesIn(names, 0, len(names))) & (owners | ofFutures | ofSpot | ofCredential | ofSignature | ofHeaders)
}

// candidate is a value of a key's shape and what its surroundings say of it.
type candidate struct {
	bounds
	value  string
	kind   credential.Kind
	name   name
	scopes []scope
	ownership
	about    class // what the scopes, the name and the lines close by are about
	tabled   class // what the columns of the table that it is in are about
	wrapped  class // what the signs around it say it is, as the armour -----BEGIN … -----
	sent     bool  // it is among a request's headers or a browser's cookies
	listed   bool  // its row of a table is another owner's
	answers  bool  // a request's path is all that it is called: it is what signs that
	hashed   bool  // it says nothing of itself in a structure that is called a signature
	sealed   bool  // it is in a sealed structure: ENC[…]
	embedded bool  // it is in the middle of something longer: a data: URL, a block of lines

	strange bool // it is another owner's
	doubted bool // it may be another owner's, if it is half of no pair

	verdict verdict
	paired  bool
	rule    string // that reports it, "" where none does, or ruledOut
}

// nearby is how many bytes around a value are read for what it is about.
const nearby = 400

// look collects what the surroundings of a value say.
func (p *page) look(c *candidate) {
	c.name = nameOf(p.text, c.start)
	if said := union(c.name.words); said&ofPlain != 0 && said&^(saysNothing|ofCredential|ofGeneric) == 0 {
		p.nameBeside(c)
	}
	p.nameByUse(c)
	c.scopes = p.scopesAround(c.start)
	p.nameByFunction(c)
	p.nameByColumn(c)
	if c.ownership = p.ownerOf(c); p.alias && c.owner&ofKraken != 0 && lastOwner(c.name.words) == 0 {
		c.owner = ofNamesake
	}
	c.about = union(c.name.words) | union(c.name.left) | p.onPath
	c.sent = (p.onPath|union(c.name.left))&ofHeaders != 0
	for i, s := range c.scopes {
		c.about |= s.says(p.text)
		c.sent = c.sent || i < 3 && s.says(p.text)&ofHeaders != 0
		c.sealed = c.sealed || i < 2 && s.seals(p.text)
	}
	c.tabled = p.tabled(c)
	c.answers = c.name.manner == assigned && isEndpoint(bytes.Trim(p.text[c.name.start:c.name.end], "\"'`[ ")) || p.endsRow(c) || p.isOutput(c)
	c.hashed = p.isHashed(c)
	c.wrapped = p.wrapping(c)
	c.embedded = isEmbedded(p.text[max(0, c.start-nearby):c.start]) || inBlock(p.text, c.bounds) || isDotted(p.text, c.bounds) ||
		goesOnEscaped(p.text, c.end) || isMangled(p.text, c.start) || isInMappings(p.text, c.start) || c.unpadded() && isContinued(p.text, c.end)
	c.strange = p.stranger(c)
	c.doubted = p.doubtful(c)
	around := classesIn(p.text, max(0, c.start-nearby), min(len(p.text), c.end+nearby))
	c.about |= union(around) & (ofFix | ofFutures | ofSpot)
}

// scopesAround gives the structures around a place, from the innermost to the outermost.
func (p *page) scopesAround(at int) []scope {
	if p.markup {
		return scopesInMarkup(p.text, at)
	}
	return scopesOf(p.text, at)
}

// isEmbedded tells whether text ends in the beginning of a data: URL of something binary.
func isEmbedded(text []byte) bool {
	if !bytes.HasSuffix(bytes.TrimSpace(text), []byte(";base64,")) {
		return false
	}
	start := bytes.LastIndex(text, []byte("data:"))
	return start >= 0 && !bytes.HasPrefix(text[start:], []byte("data:text"))
}

// isDotted tells whether a value is a part of a token whose parts are joined by dots. The
// halves of a key may be joined by one.
func isDotted(text []byte, b bounds) bool {
	before, after := dotBefore(text, b.start), dotAfter(text, b.end)
	switch {
	case before && after:
		return true
	case before:
		start := runStart(text, unpadded(text, b.start-1), inRun)
		return !isLength(b.start-1-start) || dotBefore(text, start)
	case after:
		end := runEnd(text, b.end+1, inRun)
		end += padding(text, end)
		return !isLength(end-b.end-1) || dotAfter(text, end)
	}
	return false
}

func dotBefore(text []byte, at int) bool {
	return at > 1 && text[at-1] == '.' && (is(text[at-2], inRun) || text[at-2] == '=')
}

// unpadded goes left from at over padding.
func unpadded(text []byte, at int) int {
	for at > 0 && text[at-1] == '=' {
		at--
	}
	return at
}

func dotAfter(text []byte, at int) bool {
	return byteAt(text, at) == '.' && is(byteAt(text, at+1), inRun)
}

func isLength(n int) bool { return n == credential.APIKeyLen || n == credential.PrivateKeyLen }

// goesOnEscaped tells whether a value that stops at end goes on with a sign of the key
// alphabet that is written as an escape: then it is a part of another value.
func goesOnEscaped(text []byte, end int) bool {
	if !isOneOf(byteAt(text, end), "\\%&") {
		return false
	}
	sign, _ := escape(text[end:])
	return len(sign) == 1 && (is(sign[0], inKey) || sign[0] == '=')
}

// isContinued tells whether the literal that ends at at is a piece of a longer one.
func isContinued(text []byte, at int) bool {
	_, kind := glueAt(text, at)
	return kind == concat
}

// isInMappings tells whether a value is in the mappings of a source map, which are base64 of
// numbers with commas and semicolons between.
func isInMappings(text []byte, at int) bool {
	const reach = 4 << 10
	text = text[max(0, at-reach):at]
	open := bytes.LastIndexByte(text, '"')
	return open >= 0 && bytes.HasSuffix(bytes.TrimRight(text[:open], " :"), []byte(`"mappings"`))
}

// isMangled tells whether the run around text[at] is the name of a symbol of C++, as in
// _ZNK4llvm: object files have many, some as long as keys.
func isMangled(text []byte, at int) bool {
	const longestPrefix = 6
	start := runStart(text, at, inRun)
	end := runEnd(text, at, inRun)
	if bytes.ContainsAny(text[start:end], "+/-") || byteAt(text, end) == '=' {
		return false
	}
	name := bytes.TrimLeft(text[start:at+1+longestPrefix], "_")
	marked := text[start] == '_' || bytes.HasPrefix(name, []byte("ZN"))
	digits := bytes.IndexAny(name, "0123456789")
	return marked && name[0] == 'Z' && digits > 0 && bytes.Equal(name[:digits], bytes.ToUpper(name[:digits]))
}

// inBlock tells whether a value is a line among others of the same make: a piece of an
// encoded file. The other half of a pair is of another make.
func inBlock(text []byte, b bounds) bool {
	above, below := lineBeside(text, b.start, -1), lineBeside(text, b.end, +1)
	same := 0
	for _, line := range [][]byte{above, below} {
		switch body := bytes.TrimRight(line, "="); {
		case len(body) < keyPart || !randomLike(body):
		case len(line) == b.end-b.start:
			same++
		case !isLength(len(line)):
			return true
		}
	}
	return same == 2
}

// lineBeside gives the line above or below a value, if it and the value's own hold
// nothing but key characters; else nothing.
func lineBeside(text []byte, at, direction int) []byte {
	const longest = 160
	line := text[:0]
	if start := lineStart(text, at); direction < 0 && start > 0 && strings.TrimSpace(string(text[start:at])) == "" {
		line = text[max(0, start-longest) : start-1]
		line = line[lineStart(line, len(line)):]
	}
	if end := lineEnd(text, at); direction > 0 && end < len(text) && strings.TrimSpace(string(text[at:end])) == "" {
		line = text[end+1 : min(len(text), end+longest)]
		line = line[:lineEnd(line, 0)]
	}
	line = bytes.TrimSpace(line)
	if n := len(line); n > 0 && isOneOf(line[0], "+-") && isLength(n-1) {
		line = line[1:] // of a diff
	}
	if body := bytes.TrimRight(line, "="); len(body) == 0 || !all(body, inKey) {
		return nil
	}
	return line
}

// nameBeside names a value that is called "value" by the name that stands beside it:
// {"name": "API-Sign", "value": …}, headerName2 = "API-Sign", headerValue2 = ….
func (p *page) nameBeside(c *candidate) {
	const reach = 200
	start := max(0, c.name.start-reach)
	number := fieldNumber(p.text, c.name.end)
	best := name{}
	for _, m := range selections(p.text, start, c.name.start, ofSelector) {
		if best.end == 0 || fieldNumber(p.text, m.start) == number || fieldNumber(p.text, best.start) != number {
			best = m // the last one before the value, of the same number if there is one
		}
	}
	if best.end == 0 {
		for _, m := range selections(p.text, c.end, min(len(p.text), c.end+reach), ofSelector) {
			best = m
			break
		}
	}
	if best.end == 0 {
		return
	}
	c.name.words = append(c.name.words, best.words...)
	c.name.beside = bounds{best.start, best.end}
}
