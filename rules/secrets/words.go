package secrets

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// class is what a word says of the values around it, as a set.
type class uint64

const (
	ofKraken   class = 1 << iota
	ofNamesake       // another thing of Kraken's name
	ofOther
	ofPurpose
	ofSignature
	ofCompared
	ofCredential
	ofPassword
	ofPlain
	ofSelector
	ofSealed
	ofType
	ofFutures
	ofSpot
	ofFix
	ofAddress
	ofGeneric
	ofVenue
	ofHeaders
	ofVerb
	ofClient
	ofMeta      // describes the structure that it is in
	ofFramework // a web framework calls its own secret so
	ofExchange  // says that an exchange is meant
	ofAlias     // of a namesake that is called just Kraken
	ofPhrase    // part of a phrase
	ofAlone     // it is no key where the word is all of its name
	ofPublic
	ofForm    // a member that only another sort of key, or something sealed, has
	ofForeign // a member that the keys of other exchanges have, and Kraken's do not
	ofHalf    // half of a key: what an API, a client or an account is called does not say so
	ofHidden  // of these, the half that is never sent
	ofGiven   // says what a function gives, where a test takes its place
	ofPlace   // what is called so says where something is kept
	ofScene   // what a namesake has to do with: Kraken beside it is that
)

var classNames = map[string]class{
	"kraken": ofKraken, "other": ofOther, "purpose": ofPurpose, "signature": ofSignature, "compared": ofCompared, "credential": ofCredential,
	"password": ofPassword, "plain": ofPlain, "selector": ofSelector, "sealed": ofSealed, "type": ofType, "futures": ofFutures, "spot": ofSpot,
	"fix": ofFix, "generic": ofGeneric, "venue": ofVenue, "headers": ofHeaders, "framework": ofFramework, "meta": ofMeta, "verb": ofVerb, "client": ofClient, "address": ofAddress,
	"alone": ofAlone, "public": ofPublic, "exchange": ofExchange, "form": ofForm, "foreign": ofForeign, "half": ofHalf, "hidden": ofHidden, "given": ofGiven, "place": ofPlace, "scene": ofScene,
}

//go:embed words.txt
var wordsText string

// lexicon is the table of words: what each says, and which two together are Kraken's.
type lexicon struct {
	words   map[string]class
	phrases map[string]bool
	shapes  [1 << 15]bool // of the words: nearly all that a text has are of another
}

// of gives what a word, in lower case, says.
func (l *lexicon) of(word []byte) class {
	if len(word) == 0 || !l.shapes[shapeOf(word)] {
		return 0
	}
	return l.words[string(word)]
}

// shapeOf numbers words by their length and by how they begin and end.
func shapeOf[T string | []byte](word T) int {
	const low = 0x1f
	return len(word)&low<<10 | int(word[0]&low)<<5 | int(word[len(word)-1]&low)
}

// vocabulary loads the table once. A bad line is a mistake of ours, found by any test.
var vocabulary = sync.OnceValue(func() *lexicon {
	table, err := parseWords(wordsText)
	if err != nil {
		panic(err)
	}
	return table
})

// parseWords reads a class and its words a line. A word may be in several classes.
func parseWords(text string) (*lexicon, error) {
	table := &lexicon{words: make(map[string]class), phrases: make(map[string]bool)}
	for i, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0][0] == '#' {
			continue
		}
		for _, word := range fields[1:] {
			if err := table.add(fields[0], word); err != nil {
				return nil, fmt.Errorf("words.txt:%d: %w", i+1, err)
			}
		}
	}
	return table, nil
}

func (l *lexicon) add(name, word string) error {
	c, ok := classNames[name]
	first, second, phrase := strings.Cut(word, "-")
	switch {
	case phrase && name == "phrase":
		l.put(first, ofPhrase)
		l.put(second, ofPhrase)
		if l.phrases[word] {
			return fmt.Errorf("%q stands twice", word)
		}
		l.phrases[word] = true
		return nil
	case !ok || phrase:
		return fmt.Errorf("%q cannot be a %q", word, name)
	case l.words[word]&c != 0:
		return fmt.Errorf("%q stands twice in %s", word, name)
	case word != strings.ToLower(word):
		return fmt.Errorf("%q is not in lower case", word)
	}
	l.put(word, c)
	return nil
}

func (l *lexicon) put(word string, c class) {
	l.words[word] |= c
	l.shapes[shapeOf(word)] = true
}

// word is one hump of a name and what it says.
type word struct {
	start, end int
	class      class
}

// keyPart is from how many characters on a random-looking run is not taken for words.
const keyPart = 20

// wordsIn splits text into words and calls visit with each that says something. It
// passes over runs as long as keys: words in them are chance.
func wordsIn(text []byte, start, end int, visit func(word)) {
	table := vocabulary()
	for at := start; at < end; {
		if !is(text[at], isWord) {
			at++
			continue
		}
		if stop := valueEnd(text, at); stop > at {
			at = stop
			continue
		}
		stop := min(runEnd(text, at, isWord), end)
		wordsOfName(text, at, stop, table, visit)
		at = stop
	}
}

// valueEnd is where the random-looking run around at ends, or at where there is none.
func valueEnd(text []byte, at int) int {
	const reach = 128
	low, high := max(0, at-reach), min(len(text), at+reach)
	start, end := low+runStart(text[low:], at-low, inKey), runEnd(text[:high], at, inKey)
	if end-start >= keyPart && randomLike(text[start:end]) {
		return end
	}
	return at
}

// wordsOfName splits letters and digits without signs between them: "apiKey2" is api,
// key; "APIKey" is api, key; also the name as a whole is looked up.
func wordsOfName(text []byte, start, end int, table *lexicon, visit func(word)) {
	if c := krakenIn(text, start, end); c != 0 {
		visit(word{start, end, c})
	}
	if bytes.HasSuffix(text[:start], []byte("/0/")) {
		return // in the path of a request, "private" is no word of keys
	}
	var folded [32]byte
	whole := fold(folded[:], text[start:end])
	if c := table.of(whole)&^ofAlone | ownerIn(table, whole); c != 0 {
		visit(word{start, end, c})
		return
	}
	for at := start; at < end; {
		stop := humpEnd(text, at, end)
		if c := table.of(fold(folded[:], text[at:stop])) &^ ofAlone; c != 0 && stop > at {
			visit(word{at, stop, c})
		}
		at = max(stop, at+1)
	}
}

// hasUnknown tells whether a name has a word of three letters or more that says nothing
// to us: a name of somebody's.
func hasUnknown(text []byte, start, end int) bool {
	const shortest = 3
	table := vocabulary()
	var folded [32]byte
	for at := start; at < end; {
		stop := humpEnd(text, at, end)
		if hump := fold(folded[:], text[at:stop]); len(hump) >= shortest && table.of(hump) == 0 && krakenIn(text, at, stop) == 0 {
			return true
		}
		at = max(stop, at+1)
	}
	return false
}

// ownerEndings are what is written to the name of an exchange.
var ownerEndings = []string{"pro", "prime", "us", "com", "futures", "advanced", "exchange", "api", "spot", "cloud"}

// ownerIn finds an exchange whose name has an ending: coinbasepro, binanceus.
func ownerIn(table *lexicon, word []byte) class {
	const shortest = 3 // of the name
	for _, ending := range ownerEndings {
		n := len(word) - len(ending)
		if n >= shortest && word[n] == ending[0] && string(word[n:]) == ending && table.of(word[:n])&ofOther != 0 {
			return ofOther
		}
	}
	return 0
}

// humpEnd is where the hump that begins at at ends.
func humpEnd(text []byte, at, end int) int {
	stop := at
	for stop < end && caseOf(text[stop]) == isUpper {
		stop++
	}
	if stop-at > 1 && stop < end && caseOf(text[stop]) == isLower {
		return stop - 1 // the last capital begins the next hump
	}
	for stop < end && caseOf(text[stop]) == isLower {
		stop++
	}
	return stop
}

// fold writes word in lower case into buf and returns it; longer words are none of ours.
func fold(buf, word []byte) []byte {
	if len(word) > len(buf) {
		return nil
	}
	for i, c := range word {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		buf[i] = c
	}
	return buf[:len(word)]
}

const kraken = "kraken"

// krakenIn tells whether a name speaks of Kraken or of a namesake.
func krakenIn(text []byte, start, end int) class {
	for at := start; at+len(kraken) <= end; at++ {
		if text[at]|0x20 == 'k' && equalFold(text[at:], kraken) {
			return krakenAt(text, at)
		}
	}
	var folded [32]byte
	if string(fold(folded[:], text[start:end])) == "cryptofacilities" {
		return ofKraken | ofFutures
	}
	return 0
}

// What is written to the name of a namesake: after it, before it, and where the thing is
// called just Kraken, so that the name alone is its, too.
var (
	namesakeEndings    = []string{"d", ".js", "uniq", "flex"}
	namesakeBeginnings = []string{"git", "twitch.tv/", "twitch-", "twitch_", "image-"}
	aliasEndings       = []string{"2 --", "2-build", "2_db", "2-db", "js", "-js", "_js", ".io", "-io", "_io", "io", ".tech", "-tech", " technologies"}
	aliasBeginnings    = []string{"uber/", "uber-", "uber_", "hpc/", "octopus-", "octopus_", "gulp-", "grunt-", "imagemin-"}
)

// krakenAt judges one occurrence of the name by what is written to it.
func krakenAt(text []byte, at int) class {
	const reach = 16
	after := at + len(kraken)
	tail := string(lower(text[after:min(len(text), after+reach)]))
	head := string(lower(text[max(0, at-reach):at]))
	ends := func(ending string) bool {
		goesOn := is(ending[len(ending)-1], isWord) && is(byteAt(text, after+len(ending)), isWord)
		return strings.HasPrefix(tail, ending) && !goesOn
	}
	begins := func(beginning string) bool { return strings.HasSuffix(head, beginning) }
	switch {
	case slices.ContainsFunc(aliasEndings, ends), slices.ContainsFunc(aliasBeginnings, begins):
		return ofNamesake | ofAlias
	case slices.ContainsFunc(namesakeEndings, ends), slices.ContainsFunc(namesakeBeginnings, begins):
		return ofNamesake
	case isHost(text[after:]):
		return 0
	case strings.HasPrefix(tail, "future"):
		return ofKraken | ofFutures
	case strings.HasPrefix(tail, ".com"), strings.HasPrefix(tail, "ex"):
		return ofKraken | ofExchange
	}
	return ofKraken
}

// isHost tells whether what follows the name goes on as that of somebody's machine which is
// called so: kraken.example.org.
func isHost(rest []byte) bool {
	const longest = 80
	end := 0
	for end < min(len(rest), longest) && (is(rest[end], isWord) || isOneOf(rest[end], ".-")) {
		end++
	}
	labels := bytes.Split(rest[:end], []byte("."))
	if len(labels) < 3 || len(labels[0]) > 0 || len(labels[1]) == 0 {
		return false
	}
	switch string(lower(labels[len(labels)-1])) {
	case "org", "net", "com", "lan", "local", "internal":
		return true
	}
	return false
}

func lower(text []byte) []byte {
	folded := make([]byte, len(text))
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		folded[i] = c
	}
	return folded
}
