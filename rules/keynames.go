package rules

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/krakenlint/krakenlint/rules/credential"
)

//go:embed keynames.tsv
var keyNamesText string

// KeyName is what the name of a variable, a secret or a setting says about its value.
type KeyName struct {
	Kind    credential.Kind
	Product credential.Product
	// Generic names mean a Kraken credential only where something beside them names
	// Kraken: API_KEY in a service called kraken-bot.
	Generic bool
	// Stem is the name without the words that tell the halves of a pair apart, so that
	// KRAKEN_BOT_API_KEY and KRAKEN_BOT_API_SECRET have one stem.
	Stem string
}

// keyNames is the loaded table: patterns by word.
type keyNames map[string][]*regexp.Regexp

var loadedKeyNames = sync.OnceValue(func() keyNames {
	return must(parseKeyNames("keynames.tsv", keyNamesText))
})

// LookupKeyName tells whether name is one that Kraken credentials go by. It is false for
// names of paths and URLs, of withdrawal addresses and of Kraken's namesakes.
func LookupKeyName(name string) (KeyName, bool) {
	plain, table := plainName(name), loadedKeyNames()
	isKraken, isGeneric := table.match("kraken", plain), table.match("generic", plain)
	if table.match("exclude", plain) || !isKraken && !isGeneric {
		return KeyName{}, false
	}
	found := KeyName{Kind: credential.APIKey, Product: table.product(plain), Generic: !isKraken, Stem: stem(name)}
	if table.match("private", plain) {
		found.Kind = credential.PrivateKey
	}
	return found, true
}

// GuessKeyName is for a name that something else says is a key's: which half it is, by
// the words in it.
func GuessKeyName(name string) KeyName {
	plain, table := plainName(name), loadedKeyNames()
	guess := KeyName{Kind: credential.APIKey, Product: table.product(plain), Generic: true, Stem: stem(name)}
	if table.match("private", plain) {
		guess.Kind = credential.PrivateKey
	}
	return guess
}

// KeySetName tells whether name is one that sets of Kraken credentials go by: a secret of
// a store, an env file. Without its extension.
func KeySetName(name string) bool {
	plain, table := plainName(name), loadedKeyNames()
	return table.match("set", plain) && !table.match("exclude", plain)
}

func (t keyNames) match(word, plain string) bool {
	return slices.ContainsFunc(t[word], func(re *regexp.Regexp) bool { return re.MatchString(plain) })
}

func (t keyNames) product(plain string) credential.Product {
	switch {
	case t.match("futures", plain):
		return credential.Futures
	case t.match("spot", plain):
		return credential.Spot
	}
	return credential.UnknownProduct
}

// parseKeyNames reads the table; a word, a pattern or a repetition that it does not know
// is an error with file and line.
func parseKeyNames(file, text string) (keyNames, error) {
	rows, err := ReadTable(file, text, "word pattern seen")
	if err != nil {
		return nil, err
	}
	words := []string{"kraken", "generic", "set", "exclude", "private", "futures", "spot"}
	table := make(keyNames)
	for _, r := range rows {
		word, pattern := r.Cells[0], r.Cells[1]
		if !slices.Contains(words, word) {
			return nil, r.Errorf("unknown word %q, want one of %s", word, strings.Join(words, ", "))
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, r.Errorf("%v", err)
		}
		if slices.ContainsFunc(table[word], func(other *regexp.Regexp) bool { return other.String() == pattern }) {
			return nil, r.Errorf("the pattern stands twice under %s", word)
		}
		table[word] = append(table[word], re)
	}
	return table, nil
}

var separators = strings.NewReplacer("_", "", "-", "", ".", "", "/", "", " ", "")

// plainName is the form that the table's patterns are written for.
func plainName(name string) string { return strings.ToLower(separators.Replace(name)) }

// halfWords are the parts of a name that tell one half of a pair from the other.
var halfWords = regexp.MustCompile(`api|public|private|secret|access|key|priv|pub|sec`)

// stem takes them out, wherever they stand.
func stem(name string) string { return halfWords.ReplaceAllString(plainName(name), "") }
