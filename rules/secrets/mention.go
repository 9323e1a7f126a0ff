package secrets

import (
	"bytes"
	"slices"
)

// mention is a place that names an owner: Kraken, a namesake, another exchange or service.
type mention struct {
	word
	weak   bool // it names another value or a place, or stands among other owners
	scoped bool // it names a structure or what stands in one, and speaks of that only
	head   bool // it is what a structure is called
}

const owners = ofKraken | ofNamesake | ofOther

// mentionsIn lists the owners named in a text, in order.
func mentionsIn(text []byte) []mention {
	var found []mention
	var last word
	scene := -nearScene
	wordsIn(text, 0, len(text), func(w word) {
		if w.class&ofScene != 0 {
			scene = w.end
			if n := len(found) - 1; n >= 0 && isBesideScene(text, found[n].end, w.start) {
				found[n].class = toNamesake(found[n].class)
			}
		}
		if isBesideScene(text, scene, w.start) {
			w.class = toNamesake(w.class)
		}
		if w.class&ofPhrase != 0 && isPhrase(text, last, w) {
			w.class |= ofKraken
		}
		if w.class&owners != 0 && !isProgram(text, w) {
			found = append(found, newMention(text, w))
		}
		last = w
	})
	if isMarkup(text) {
		for i, m := range found {
			found[i].head = m.head || isTag(text, m.word) || m.scoped && inOpeningTag(text, m.word)
			found[i].scoped = m.scoped || found[i].head
		}
	}
	weakenLists(text, found)
	weakenComments(text, found)
	return found
}

// nearScene is how far from what a namesake has to do with its name is, in bytes.
const nearScene = 60

// isBesideScene tells whether the words of which one ends at end and the next begins at
// start stand together on a line.
func isBesideScene(text []byte, end, start int) bool {
	return end >= 0 && start-end < nearScene && bytes.IndexByte(text[end:max(end, start)], '\n') < 0
}

// toNamesake is what a word says where it stands beside what a namesake has to do with.
func toNamesake(c class) class {
	if c&ofKraken != 0 && c&(ofExchange|ofFutures|ofPhrase) == 0 {
		return c&^ofKraken | ofNamesake | ofAlias
	}
	return c
}

// newMention tells what a word that names an owner speaks of. Phrases of Kraken's speak of
// everything: they are fields of its messages.
func newMention(text []byte, w word) mention {
	if w.class&ofPhrase != 0 {
		return mention{word: w}
	}
	start, end := lineStart(text, w.start), lineEnd(text, w.end)
	if end-start > longestLine {
		start, end = max(start, w.start-longestLine/2), min(end, w.end+longestLine/2)
	}
	head := isHead(text, w, start, end)
	weak := namesValue(text, w) || isSelected(text, w, start, ofPlace)
	return mention{w, weak, head || isScoped(text, w, start, end), head}
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
// speaks of, not of others; also where there is none yet: "KRAKEN_SECRET=". "exchange:
// kraken" and "kraken: {" are no such names.
func namesValue(text []byte, w word) bool {
	at := runEnd(text, w.end, inRun)
	for at < len(text) && (is(text[at], isQuote) || isOneOf(text[at], ".[]")) {
		at = runEnd(text, at+1, inRun)
	}
	for at < len(text) && text[at] == ' ' {
		at++
	}
	if !isOneOf(byteAt(text, at), "=:") {
		return false
	}
	for at < len(text) && isOneOf(text[at], "=: \t>") {
		at++
	}
	if c := byteAt(text, at); c == 0 || isOneOf(c, "\r\n") {
		return !opensBlock(text, at)
	}
	return !isOneOf(byteAt(text, at), "{[(/|")
}

// isProgram tells whether a word is in the name of a thing that a program called Kraken
// has: kraken_db, kraken-session, Kraken VPN. Such a name says nothing of what is beside it.
func isProgram(text []byte, w word) bool {
	end := runEnd(text, w.end, inRun)
	if byteAt(text, end) == ' ' {
		end = runEnd(text, end+1, isWord)
	}
	return w.class&ofKraken != 0 && (lastOwner(classesIn(text, w.start, end)) == 0 || isDatabase(text, w))
}

// isDatabase tells whether a word is in the URL of a database or a broker: its name, or a user's.
func isDatabase(text []byte, w word) bool {
	scheme, _, found := bytes.Cut(tokenBefore(text, w.start), []byte("://"))
	return found && slices.ContainsFunc(classesIn(scheme, 0, len(scheme)), isPurpose)
}

// opensBlock tells whether what the line around at ends in is explained below it: by
// lines further in, a list or a bracket.
func opensBlock(text []byte, at int) bool {
	next := runEnd(text, at, isSpace)
	return lineIndent(text, next) > lineIndent(text, at) || isOneOf(byteAt(text, next), "{[(-")
}

// weakenLists marks mentions of different owners within one line: "kraken, binance".
func weakenLists(text []byte, found []mention) {
	for i := 1; i < len(found); i++ {
		a, b := &found[i-1], &found[i]
		between := text[a.end:max(a.end, b.start)] // one may be a part of the other: cosmos1kraken
		if a.class&owners != b.class&owners && len(between) < 60 && !bytes.ContainsAny(between, "\n{}") {
			a.weak, b.weak = true, true
		}
	}
}

// weakenComments marks an owner that is selected in a comment, beside another that is not:
// "EXCHANGE=kraken", "# EXCHANGE=zorda".
func weakenComments(text []byte, found []mention) {
	const close = 400
	isComment := func(m mention) bool {
		return commentSign(text[max(lineStart(text, m.start), m.start-longestLine):m.start]) != nil
	}
	for i := 1; i < len(found); i++ {
		a, b := &found[i-1], &found[i]
		if !a.scoped || !b.scoped || a.class&owners == b.class&owners || b.start-a.end > close || isComment(*a) == isComment(*b) {
			continue
		}
		a.weak, b.weak = a.weak || isComment(*a), b.weak || isComment(*b)
	}
}

// isScoped tells whether a mention on the line from start to end is a section's head or the
// exchange in a structure: "name: kraken", "key: ${KRAKEN_KEY}".
func isScoped(text []byte, w word, start, end int) bool {
	return isReference(text, w) || isSection(bytes.TrimSpace(text[start:end])) || isSelected(text, w, start, ofSelector|ofVenue)
}

// isReference tells whether a word is in the name of a variable that stands as a value.
func isReference(text []byte, w word) bool {
	at := runStart(text, w.start, inRun)
	if before := text[max(0, at-len("local.")):at]; bytes.HasSuffix(before, []byte("var.")) || bytes.HasSuffix(before, []byte("local.")) {
		return true // Terraform's
	}
	return at > 0 && (text[at-1] == '$' || at > 1 && text[at-1] == '{' && text[at-2] == '$')
}

// isSection tells whether a line is the head of a section of an ini or TOML file.
func isSection(line []byte) bool {
	return len(line) > 2 && line[0] == '[' && line[len(line)-1] == ']' && len(line) <= 100 && !bytes.ContainsAny(line, ",{")
}

// isHead tells whether the name that a word is in opens a block or a bracket: "kraken: {".
func isHead(text []byte, w word, start, end int) bool {
	from, to := runStart(text, w.start, inRun), runEnd(text, w.end, inRun)
	rest := bytes.TrimLeft(text[to:max(to, end)], "\"' ")
	if is(byteAt(text, to), isQuote) && len(rest) > 0 && rest[0] == '{' {
		return true // as in HCL: module "kraken" {
	}
	if len(rest) == 0 || !isOneOf(rest[0], ":=") {
		return false
	}
	rest = bytes.TrimLeft(rest, ":=> \r")
	opens := len(rest) > 0 && isOneOf(rest[0], "{[")
	return opens || len(rest) == 0 && len(bytes.Trim(text[min(start, from):from], " \t-\"'")) == 0 && opensBlock(text, end)
}

// isSelected tells whether a word is the value of a field of a class, as of those that name
// what is beside them.
func isSelected(text []byte, w word, start int, fields class) bool {
	at := runStart(text, w.start, inRun)
	for at > start && (is(text[at-1], isQuote) || isOneOf(text[at-1], " \\")) {
		at--
	}
	if at <= start || !isOneOf(text[at-1], ":=") {
		return false
	}
	from, to := identifier(text, start, at)
	return union(classesIn(text, from, to))&fields != 0
}
