package secrets

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// class is what a word says of the values around it, as a set.
type class uint32

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
)

var classNames = map[string]class{
	"kraken": ofKraken, "other": ofOther, "purpose": ofPurpose, "signature": ofSignature, "compared": ofCompared, "credential": ofCredential,
	"password": ofPassword, "plain": ofPlain, "selector": ofSelector, "sealed": ofSealed, "type": ofType, "futures": ofFutures, "spot": ofSpot,
	"fix": ofFix, "address": ofAddress,
}

//go:embed words.txt
var wordsText string

// vocabulary loads the table once. A bad line is a mistake of ours, found by any test.
var vocabulary = sync.OnceValue(func() map[string]class {
	table, err := parseWords(wordsText)
	if err != nil {
		panic(err)
	}
	return table
})

// parseWords reads a class and its words a line. A word may be in several classes.
func parseWords(text string) (map[string]class, error) {
	table := make(map[string]class)
	for i, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0][0] == '#' {
			continue
		}
		c, ok := classNames[fields[0]]
		if !ok {
			return nil, fmt.Errorf("words.txt:%d: unknown class %q", i+1, fields[0])
		}
		for _, word := range fields[1:] {
			if table[word]&c != 0 {
				return nil, fmt.Errorf("words.txt:%d: %q stands twice in %s", i+1, word, fields[0])
			}
			if word != strings.ToLower(word) {
				return nil, fmt.Errorf("words.txt:%d: %q is not in lower case", i+1, word)
			}
			table[word] |= c
		}
	}
	return table, nil
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
		if stop := min(runEnd(text, at, inKey), end); stop-at >= keyPart && randomLike(text[at:stop]) {
			at = stop
			continue
		}
		stop := min(runEnd(text, at, isWord), end)
		wordsOfName(text, at, stop, table, visit)
		at = stop
	}
}

// wordsOfName splits letters and digits without signs between them: "apiKey2" is api,
// key; "APIKey" is api, key; also the name as a whole is looked up.
func wordsOfName(text []byte, start, end int, table map[string]class, visit func(word)) {
	if c := krakenIn(text, start, end); c != 0 {
		visit(word{start, end, c})
	}
	var folded [32]byte
	if c := table[string(fold(folded[:], text[start:end]))]; c != 0 {
		visit(word{start, end, c})
		return
	}
	for at := start; at < end; {
		stop := humpEnd(text, at, end)
		if c := table[string(fold(folded[:], text[at:stop]))]; c != 0 && stop > at {
			visit(word{at, stop, c})
		}
		at = max(stop, at+1)
	}
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
			return krakenAt(text, start, at, end)
		}
	}
	var folded [32]byte
	if string(fold(folded[:], text[start:end])) == "cryptofacilities" {
		return ofKraken | ofFutures
	}
	return 0
}

// krakenAt judges one occurrence of the name by what is written to it.
func krakenAt(text []byte, start, at, end int) class {
	after := at + len(kraken)
	tail := string(lower(text[after:min(len(text), after+12)]))
	head := string(lower(text[max(0, at-12):at]))
	for _, suffix := range []string{".io", "-io", "_io", "io", ".js", "js", "d", "uniq", ".tech", "flex", "-tech"} {
		if strings.HasPrefix(tail, suffix) && !is(byteAt(text, after+len(suffix)), isWord) {
			return ofNamesake
		}
	}
	for _, prefix := range []string{"git", "uber/", "uber-", "uber_", "hpc/", "twitch.tv/", "twitch-", "twitch_", "octopus-", "octopus_", "image-"} {
		if strings.HasSuffix(head, prefix) {
			return ofNamesake
		}
	}
	found := ofKraken
	if strings.HasPrefix(tail, "futures") || strings.HasPrefix(tail, "future") {
		found |= ofFutures
	}
	return found
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
